using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Tests.Intake;

/// <summary>Promise ME-4: a source with too many series harms neither the others nor its own existing ones.</summary>
[Trait("promise", "ME-4")]
public sealed class SeriesLimitTests(SeriesLimitTests.Limited metrics) : IClassFixture<SeriesLimitTests.Limited>
{
    private const int Limit = 100;

    [Fact]
    public async Task Further_series_are_refused_and_existing_ones_go_on()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(request => metrics.StoreAsync(
            Enumerable.Range(0, 50).Select(i => MetricsFixture.Point("test.many", metrics.NowMs, 1, ("id", $"{request}-{i}"))))));
        var kept = metrics.Registry.Find("test.many")!.Series.First();
        var again = await metrics.StoreAsync(MetricsFixture.Point("test.many", metrics.NowMs + 1, 2) with { Labels = kept.Labels });

        Assert.Equal(Limit, metrics.Registry.Find("test.many")!.SeriesCount);
        Assert.Equal(Limit, outcomes.Sum(outcome => outcome.Accepted));
        Assert.All(outcomes.SelectMany(outcome => outcome.Rejections), rejection => Assert.Equal(RejectionReason.SeriesLimit, rejection.Reason));
        Assert.Equal(1, again.Accepted);
    }

    public sealed class Limited : MetricsFixture
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            base.Configure(builder);
            builder.Configuration.AddInMemoryCollection([new("Metrics:Registry:MaxSeriesPerSource", $"{Limit}")]);
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using Monitoring.Metrics.Query;

namespace Monitoring.Metrics.Tests.Query;

public sealed class QueryTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    private const string Metric = "test.depth";

    [Fact]
    public async Task Samples_are_aggregated_by_step_and_group()
    {
        var t = metrics.NowMs - 60_000;
        await metrics.StoreAsync(
            MetricsFixture.Point("test.grouped", t, 1, ("queue", "a")),
            MetricsFixture.Point("test.grouped", t + 5_000, 3, ("queue", "a")),
            MetricsFixture.Point("test.grouped", t + 15_000, 5, ("queue", "a")),
            MetricsFixture.Point("test.grouped", t, 10, ("queue", "b")));

        var answer = await metrics.QueryAsync(
            Ask("test.grouped", "avg", t, t + 30_000), Ask("test.grouped", "sum", t, t + 30_000, groupBy: ["queue"]), Ask("test.grouped", "p50", t, t + 30_000));

        Assert.Equal([new ResultPoint(t, 14.0 / 3), new(t + 15_000, 5)], answer.Results[0].Series.Single().Points);
        Assert.Equal("a", answer.Results[1].Series[0].Labels["queue"]);
        Assert.Equal([new ResultPoint(t, 4), new(t + 15_000, 5)], answer.Results[1].Series[0].Points);
        Assert.Equal([new ResultPoint(t, 10)], answer.Results[1].Series[1].Points);
        Assert.Equal([new ResultPoint(t, 3), new(t + 15_000, 5)], answer.Results[2].Series.Single().Points);
    }

    [Theory]
    [InlineData("metric", "")]
    [InlineData("aggregation", "median")]
    [InlineData("from", "yesterday")]
    [InlineData("from", "2026-01-15T10:00:00")]
    [InlineData("to", "2025-01-01T00:00:00Z")]
    [InlineData("step", "15 seconds")]
    [InlineData("step", "0s")]
    [InlineData("step", "99999999999999999999s")]
    public async Task Refused_values_are_named(string field, string value)
    {
        var query = Ask(Metric, "avg", metrics.NowMs - 60_000, metrics.NowMs);
        query[field] = value;

        using var response = await metrics.Http.PostAsJsonAsync("/api/v1/metrics/query", new { queries = new[] { query } });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"queries[0].{field}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_points_are_refused_with_a_hint()
    {
        using var response = await metrics.Http.PostAsJsonAsync("/api/v1/metrics/query", new
        {
            queries = new[] { Ask(Metric, "avg", metrics.NowMs - 86_400_000, metrics.NowMs, step: "1s") },
        });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("raise the step", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_metric_has_no_series() =>
        Assert.Empty((await metrics.QueryAsync(Ask("test.unknown", "avg", metrics.NowMs - 60_000, metrics.NowMs))).Results.Single().Series);

    internal static Dictionary<string, object> Ask(
        string metric, string aggregation, long fromMs, long toMs, string step = "15s", string[]? groupBy = null)
    {
        return new()
        {
            ["metric"] = metric,
            ["aggregation"] = aggregation,
            ["from"] = MetricsFixture.Rfc3339(fromMs),
            ["to"] = MetricsFixture.Rfc3339(toMs),
            ["step"] = step,
            ["groupBy"] = groupBy ?? [],
        };
    }
}

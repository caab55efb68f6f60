using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Contracts.Metrics.V1;

namespace Monitoring.Alerting.Tests.Evaluation;

/// <summary>Host values cross their thresholds and come back.</summary>
[Trait("requirement", "S2-03")]
[Trait("requirement", "S2-34")]
public sealed class MetricIncidentTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    private Task ObserveAsync(int second, params (string Metric, string Label, string LabelValue, double Value)[] samples) =>
        alerting.PublishAsync(new SamplesObserved
        {
            ObservedAt = AlertingFixture.T0.AddSeconds(second),
            Samples = [.. samples.Select(sample => new ObservedSample
            {
                Metric = sample.Metric,
                Labels = new Dictionary<string, string> { [sample.Label] = sample.LabelValue },
                Value = sample.Value,
            })],
        });

    private async Task<JsonElement[]> IncidentsAsync() =>
        [.. (await alerting.Http.GetFromJsonAsync<JsonElement>("/api/v1/alerting/incidents?signal=metric")).GetProperty("items").EnumerateArray()];

    [Fact]
    public async Task A_series_fires_after_its_hold_gets_worse_and_recovers_while_others_are_left_alone()
    {
        const string Disk = "system.filesystem.utilization";
        await ObserveAsync(0, (Disk, "mountpoint", "/", 0.96), (Disk, "mountpoint", "/data", 0.5));
        await ObserveAsync(30, (Disk, "mountpoint", "/", 0.96), (Disk, "mountpoint", "/data", 0.96));
        Assert.Empty(await IncidentsAsync());

        await ObserveAsync(60, (Disk, "mountpoint", "/", 0.97), (Disk, "mountpoint", "/data", 0.5));
        var warning = Assert.Single(await IncidentsAsync());
        Assert.Equal("system.filesystem.utilization of mountpoint=/ was 97 % (above 95 %)", warning.GetProperty("message").GetString());
        Assert.Equal("system.filesystem.utilization", warning.GetProperty("labels").GetProperty("metric").GetString());
        Assert.Equal(
            [0.96, 0.96], warning.GetProperty("evidence").GetProperty("history").EnumerateArray().Select(point => point.GetProperty("value").GetDouble()));

        await ObserveAsync(90, (Disk, "mountpoint", "/", 0.99));
        Assert.Equal("critical", Assert.Single(await IncidentsAsync()).GetProperty("severity").GetString());

        await ObserveAsync(120, (Disk, "mountpoint", "/data", 0.4));
        Assert.Equal("firing", Assert.Single(await IncidentsAsync()).GetProperty("status").GetString());

        await ObserveAsync(150, (Disk, "mountpoint", "/", 0.9));
        Assert.Equal("resolved", Assert.Single(await IncidentsAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Only_the_processors_together_are_judged()
    {
        for (var second = 0; second <= 120; second += 30)
        {
            await ObserveAsync(second, ("system.cpu.utilization", "cpu", "0", 1.0), ("system.cpu.utilization", "cpu", "total", 0.5));
        }

        Assert.DoesNotContain(await IncidentsAsync(), incident => incident.GetProperty("ruleName").GetString() == "Processor load");
    }
}

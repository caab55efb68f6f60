using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Gateway.Live;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Gateway.Tests.Live;

public sealed class HealthAnnouncerTests
{
    [Fact]
    public async Task Only_changes_are_told()
    {
        var feed = new LiveFeed<LiveEvent>();
        using var subscription = feed.Subscribe();
        var announcer = new HealthAnnouncer(feed);

        foreach (var status in new[] { HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Degraded, HealthStatus.Unhealthy })
        {
            await announcer.PublishAsync(new HealthReport(new Dictionary<string, HealthReportEntry>(), status, TimeSpan.Zero), CancellationToken.None);
        }

        var (events, _) = await subscription.ReadAsync(limit: 10, CancellationToken.None);
        Assert.Equal(
            ["health { status = degraded }", "health { status = unhealthy }"],
            events.Select(told => $"{told.Topic} {told.Payload}"));
    }
}

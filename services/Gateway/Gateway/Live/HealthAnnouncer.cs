using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Gateway.Live;

/// <summary>Tells open pages when the health of the process has changed, so that they need not ask for it.</summary>
internal sealed class HealthAnnouncer(LiveFeed<LiveEvent> feed) : IHealthCheckPublisher
{
    /// <summary>How long a change stays unnoticed at most.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private HealthStatus? _last;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        // The first report is no change: a page that opens asks for the state itself.
        if (_last is { } last && last != report.Status)
        {
            feed.Publish([new LiveEvent("health", new { status = Name(report.Status) })]);
        }

        _last = report.Status;
        return Task.CompletedTask;
    }

    /// <summary>The words of <c>GET /health/ready</c>.</summary>
    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Notifications;

/// <summary>Degraded while a channel in use has missed a notification within the last day: somebody was not told.</summary>
internal sealed class NotificationHealthCheck(ModuleDatabase<AlertingModule> database) : IHealthCheck
{
    public const string Name = "alerting.notifications";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var dead = await NotificationStore.CountDeadAsync(connection, cancellationToken);
        return dead == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"{dead} notifications were given up within the last 24 hours; see the delivery log.");
    }
}

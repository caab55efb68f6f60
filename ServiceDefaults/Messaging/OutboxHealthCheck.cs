using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Degraded while a message of the module was given up in the last 15 days, or has been due for 30 seconds: somebody was not told.</summary>
internal sealed class OutboxHealthCheck<TModule>(ModuleDatabase<TModule> database) : IHealthCheck
    where TModule : IServiceModule
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (dead, isLate) = await connection.QuerySingleAsync<(long, bool)>(new CommandDefinition(
            """
            select (select count(*) from outbox_dead where died_at > now() - interval '15 days'),
              exists (select 1 from outbox where available_at < now() - interval '30 seconds')
            """,
            cancellationToken: cancellationToken));
        return Judge(dead, isLate);
    }

    private static HealthCheckResult Judge(long dead, bool isLate) => (dead, isLate) switch
    {
        ( > 0, _) => HealthCheckResult.Degraded($"{dead} messages were given up; see outbox_dead."),
        (_, true) => HealthCheckResult.Degraded("Messages have been due for more than 30 seconds."),
        _ => HealthCheckResult.Healthy(),
    };
}

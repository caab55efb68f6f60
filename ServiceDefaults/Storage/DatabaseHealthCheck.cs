using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.ServiceDefaults.Storage;

/// <summary>Unhealthy while the module's database does not answer.</summary>
internal sealed class DatabaseHealthCheck<TModule>(ModuleDatabase<TModule> database) : IHealthCheck
    where TModule : IServiceModule
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.DataSource.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Metrics.Query;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Dashboard;

/// <summary>The host, its history and this process's requests: <c>/api/v1/monitoring</c>, and the same under <c>/api/v1/admin/monitoring</c>.</summary>
internal static class MonitoringEndpoints
{
    // Samples are kept for a day.
    private const int MaxHours = 24;

    public static void MapMonitoring(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/monitoring/system/info", (HostView host) => Envelope.Of(host.Describe())).RequireAuthorization(Access.Read);
        routes.MapGet("/api/v1/monitoring/system/metrics", (HostView host) => Envelope.Of(host.Detail())).RequireAuthorization(Access.Read);
        routes.MapGet("/api/v1/monitoring/dashboard", GetDashboardAsync).RequireAuthorization(Access.Read);
        routes.MapGet("/api/v1/monitoring/health", GetHealthAsync).RequireAuthorization(Access.Read);
        routes.MapGet("/api/v1/admin/monitoring/health", GetHealthAsync).RequireAuthorization(Access.Read);
        routes.MapGet("/api/v1/admin/monitoring/metrics", GetAdminMetricsAsync).RequireAuthorization(Access.Read);
        routes.MapFrontendMetrics();
    }

    private static async Task<Results<JsonHttpResult<Envelope<DashboardBody>>, ProblemHttpResult>> GetDashboardAsync(
        DashboardReader reader, CancellationToken cancellationToken, string? hours = null)
    {
        var read = new ParameterReader();
        var period = read.Number("hours", hours, 1, MaxHours) ?? 1;
        if (read.Problem is { } problem)
        {
            return problem;
        }

        try
        {
            return Envelope.Of(await reader.ReadAsync(period, cancellationToken));
        }
        catch (QueryTooLargeException exception)
        {
            return QueryProblems.TooLarge(exception);
        }
    }

    private static async Task<JsonHttpResult<Envelope<object>>> GetHealthAsync(
        HealthCheckService health, HostView host, TimeProvider clock, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        return Envelope.Of<object>(new
        {
            Status = report.Status.ToString().ToLowerInvariant(),
            Timestamp = clock.GetUtcNow(),
            System = new { host.Status, host.Current, host.CollectedAt },
            Checks = report.Entries.Select(check => new
            {
                Name = check.Key,
                Status = check.Value.Status.ToString().ToLowerInvariant(),
                check.Value.Description,
                DurationMs = Math.Round(check.Value.Duration.TotalMilliseconds, 1),
            }),
        });
    }

    private static async Task<JsonHttpResult<Envelope<object>>> GetAdminMetricsAsync(
        DashboardReader reader, HostView host, CancellationToken cancellationToken)
    {
        var lastHour = await reader.ReadAsync(1, cancellationToken);
        return Envelope.Of<object>(new { System = host.Detail(), lastHour.ApiStatistics });
    }
}

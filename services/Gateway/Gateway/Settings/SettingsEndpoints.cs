using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Settings;

/// <summary>What the console needs to know about the installation.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/settings", Get).WithTags("Settings").RequireAuthorization(Access.Read);

    private static SettingsResponse Get(ProcessStart start, TimeProvider clock) =>
        new(ProductVersion.Current, start.At, (long)(clock.GetUtcNow() - start.At).TotalSeconds);
}

/// <summary>Answer of <c>GET /api/v1/settings</c>.</summary>
/// <param name="Version">Version of the product.</param>
/// <param name="StartedAt">Start of this process.</param>
/// <param name="UptimeSeconds">Seconds since then.</param>
internal sealed record SettingsResponse(string Version, DateTimeOffset StartedAt, long UptimeSeconds);

/// <summary>When this process began to serve.</summary>
internal sealed class ProcessStart(TimeProvider clock)
{
    public DateTimeOffset At { get; } = clock.GetUtcNow();
}

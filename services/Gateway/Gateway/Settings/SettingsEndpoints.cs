using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Settings;

/// <summary>What the console needs to know about the installation.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var startedAt = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        routes.MapGet(
            "/api/v1/settings",
            (TimeProvider clock) => new SettingsResponse(ProductVersion.Current, startedAt, (long)(clock.GetUtcNow() - startedAt).TotalSeconds))
            .WithTags("Settings")
            .RequireAuthorization(Access.Read);
    }
}

/// <summary>Answer of <c>GET /api/v1/settings</c>.</summary>
/// <param name="Version">Version of the product.</param>
/// <param name="StartedAt">Start of this process.</param>
/// <param name="UptimeSeconds">Seconds since then.</param>
internal sealed record SettingsResponse(string Version, DateTimeOffset StartedAt, long UptimeSeconds);

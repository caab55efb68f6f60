using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.Metrics.Store;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Metrics.Live;

/// <summary><c>GET /api/v1/metrics/stream</c>: a WebSocket that is told of samples as they are stored; see <see cref="SampleStream"/>.</summary>
internal static class StreamEndpoint
{
    public static void MapStream(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/metrics/stream", StreamAsync).RequireAuthorization(Access.Read);

    private static async Task<IResult> StreamAsync(
        HttpContext context, LiveFeed<Sample> feed, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Problems.Create(StatusCodes.Status400BadRequest, "malformed-body", "A WebSocket is expected.", null);
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var stream = new SampleStream(socket, feed, clock);
        await stream.RunAsync(ended.Token);
        return Results.Empty;
    }
}

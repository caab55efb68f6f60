using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Gateway.Live;

/// <summary>Tells open pages what has just changed, as server-sent events.</summary>
internal static class LiveEndpoints
{
    /// <summary>Keeps proxies from taking a quiet stream for a dead one.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    private const int MaxBatch = 100;

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/live", Stream)
            .WithTags("Live")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .RequireAuthorization(Access.Read);

    private static async Task Stream(
        HttpContext context, LiveFeed<LiveEvent> feed, IHostApplicationLifetime host, IOptions<JsonOptions> json, TimeProvider clock)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-transform";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // A stream must not hold up the end of the process.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        using var subscription = feed.Subscribe();
        var frames = new LiveFrames(context.Response, json.Value.SerializerOptions);
        try
        {
            await frames.WriteCommentAsync("connected", ending.Token);
            await ForwardAsync(subscription, frames, clock, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The page was closed, or the process stops.
        }
    }

    private static async Task ForwardAsync(LiveSubscription<LiveEvent> subscription, LiveFrames frames, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = subscription.ReadAsync(MaxBatch, cancellationToken);
            while (await IsQuietAsync(next, clock, cancellationToken))
            {
                await frames.WriteCommentAsync("ping", cancellationToken);
            }

            var (events, missed) = await next;
            await frames.WriteAsync(events, missed, cancellationToken);
        }
    }

    private static async Task<bool> IsQuietAsync(Task next, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(PingInterval, clock, waited.Token));
        await waited.CancelAsync();
        return first != next;
    }
}

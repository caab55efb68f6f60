using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.LogIngest.Tail;

/// <summary>The live tail over WebSocket.</summary>
internal static class TailEndpoints
{
    public static IServiceCollection AddLogTail(this IServiceCollection services)
    {
        services.AddOptions<TailOptions>().BindConfiguration(TailOptions.SectionName).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TailOptions>, ValidateTailOptions>();
    }

    public static void MapTail(this IEndpointRouteBuilder routes)
    {
        foreach (var route in new[] { "/api/v1/logs/stream", "/api/v1/admin/logs/stream" })
        {
            routes.MapGet(route, WatchAsync).RequireAuthorization(Access.Read)
                .WithSummary("WebSocket: send {\"type\":\"subscribe\",\"filter\":{…}}, receive batches of new records.");
        }
    }

    private static async Task<IResult> WatchAsync(
        HttpContext context,
        LiveFeed<LogRecord> feed,
        LogIngestMetrics metrics,
        IOptions<TailOptions> options,
        IOptions<JsonOptions> json,
        IHostApplicationLifetime lifetime,
        TimeProvider clock)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Problems.Create(StatusCodes.Status400BadRequest, "websocket-required", "This route is a WebSocket.", null);
        }

        if (!TailOrigin.IsAllowed(context.Request, options.Value.AllowedOrigins))
        {
            return Problems.Create(StatusCodes.Status403Forbidden, "forbidden", "This page may not watch the log.", null);
        }

        if (feed.SubscriberCount >= options.Value.MaxWatchers)
        {
            return Problems.Create(StatusCodes.Status429TooManyRequests, "rate-limited", "Too many watch the log already.", null);
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = TailSession.PingInterval, KeepAliveTimeout = TailSession.PingInterval * 3 });
        using var socket = new TailSocket(webSocket, json.Value.SerializerOptions);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await new TailSession(socket, feed, metrics, clock).RunAsync(ended.Token);
        }
        catch (Exception exception) when (exception is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // The watcher is gone without a farewell, as browsers go.
        }

        return TypedResults.Empty;
    }
}

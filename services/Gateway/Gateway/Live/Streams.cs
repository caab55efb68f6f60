using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Limits;
using Monitoring.Gateway.SignIn;
using Npgsql;

namespace Monitoring.Gateway.Live;

/// <summary>Watches over requests that stay open, of any module: how many a caller has, and whether the caller may still have them.</summary>
internal sealed partial class Streams(SessionStore sessions, ApiKeyStore keys, TimeProvider clock, ILogger<Streams> logger) : IDisposable
{
    public const int MaxPerCaller = 20;

    /// <summary>Together with what <see cref="ShortCache{T}"/> remembers, a stream ends within 4 s of its caller's sign-out or revocation.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<string> _slots = PartitionedRateLimiter.Create<string, string>(static caller =>
        RateLimitPartition.GetConcurrencyLimiter(caller, static _ => new ConcurrencyLimiterOptions { PermitLimit = MaxPerCaller }));

    /// <summary>Whether a request stays open: a WebSocket, or a route that says it produces server-sent events.</summary>
    public static bool IsStream(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest
        || context.GetEndpoint()?.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
            .Any(static produces => produces.ContentTypes.Contains("text/event-stream")) == true;

    /// <summary>Serves a stream until it ends by itself or its caller loses the right to it.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate serve)
    {
        using var slot = _slots.AttemptAcquire(SlotOf(context.User));
        if (!slot.IsAcquired)
        {
            await TooManyRequests.After(context, TimeSpan.FromMinutes(1)).ExecuteAsync(context);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var watching = AbortWhenRevokedAsync(context, ended.Token);
        try
        {
            await serve(context);
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task AbortWhenRevokedAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.User;
        using var timer = new PeriodicTimer(CheckInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!await MayStayAsync(caller, cancellationToken))
                {
                    context.Abort();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The stream ended first.
        }
    }

    private async Task<bool> MayStayAsync(ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        try
        {
            return (caller.SessionId(), caller.KeyId()) switch
            {
                ({ } session, _) => await sessions.IsActiveAsync(session, cancellationToken),
                (_, { } key) => await keys.IsActiveAsync(key, cancellationToken),
                _ => false,
            };
        }
        catch (NpgsqlException exception)
        {
            // Nothing can be revoked while the database is away; cutting everybody off would only hide the outage from them.
            LogCheckFailed(exception);
            return true;
        }
    }

    /// <summary>A person has one allowance over all sessions, a program one per key.</summary>
    private static string SlotOf(ClaimsPrincipal caller) => (caller.UserId() ?? caller.KeyId()).ToString() ?? "";

    [LoggerMessage(Level = LogLevel.Debug, Message = "A stream's caller could not be checked")]
    private partial void LogCheckFailed(Exception exception);
}

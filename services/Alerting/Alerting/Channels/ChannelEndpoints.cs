using System.Globalization;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Alerting.Notifications;
using Monitoring.Alerting.Notifications.Webhook;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Http.OutboundGuard;
using Npgsql;

namespace Monitoring.Alerting.Channels;

/// <summary>The routes of channels. For administrators only: the URL of a webhook often holds a token.</summary>
internal static class ChannelEndpoints
{
    private const string NameTaken = "Another channel has this name.";
    private const string Changed = "The channel was changed by somebody else. Read it again and repeat the change.";

    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup("/api/v1/alerting/channels").RequireAuthorization(Access.Admin);
        channels.MapGet("/", List);
        channels.MapGet("/{id:guid}", Get);
        channels.MapPost("/", Create).Accepts<ChannelRequest>("application/json");
        channels.MapPut("/{id:guid}", Replace).Accepts<ChannelRequest>("application/json");
        channels.MapDelete("/{id:guid}", Delete);
        channels.MapPost("/{id:guid}/test", Test);
    }

    private static async Task<Ok<Page<ChannelResponse>>> List(ChannelStore store, CancellationToken cancellationToken)
    {
        var channels = await store.ListAsync(cancellationToken);
        return TypedResults.Ok(new Page<ChannelResponse>([.. channels.Select(pair => ChannelResponse.From(pair.Channel, pair.LastDelivery))], null));
    }

    private static async Task<Results<Ok<ChannelResponse>, ProblemHttpResult>> Get(Guid id, ChannelStore store, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).FirstOrDefault(pair => pair.Channel.Id == id) is { Channel: not null } found
            ? TypedResults.Ok(ChannelResponse.From(found.Channel, found.LastDelivery))
            : Problems.NotFound("The channel");

    private static async Task<Results<Created<ChannelResponse>, ProblemHttpResult>> Create(
        HttpRequest request,
        ChannelStore store,
        ChannelSecrets secrets,
        [FromKeyedServices(WebhookNotifier.ClientName)] OutboundGuard guard,
        CancellationToken cancellationToken)
    {
        var (body, draft, problem) = await ReadAsync(request, guard, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var channel = WithSecret(draft! with { Id = Guid.CreateVersion7() }, body!.Secret, secrets);
        return await store.InsertAsync(channel, cancellationToken)
            ? TypedResults.Created($"/api/v1/alerting/channels/{channel.Id}", ChannelResponse.From(channel, null))
            : Problems.Conflict(NameTaken);
    }

    private static async Task<Results<Ok<ChannelResponse>, ProblemHttpResult>> Replace(
        Guid id,
        HttpRequest request,
        ChannelStore store,
        ChannelSecrets secrets,
        [FromKeyedServices(WebhookNotifier.ClientName)] OutboundGuard guard,
        CancellationToken cancellationToken)
    {
        var (body, draft, problem) = await ReadAsync(request, guard, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (await store.FindAsync(id, cancellationToken) is not { } stored)
        {
            return Problems.NotFound("The channel");
        }

        if (body!.Version is { } version && version != stored.Version)
        {
            return Problems.Conflict(Changed);
        }

        var channel = WithSecret(draft! with { Id = id, Secret = stored.Secret, Version = stored.Version + 1 }, body.Secret, secrets);
        try
        {
            return await store.UpdateAsync(channel, cancellationToken)
                ? TypedResults.Ok(ChannelResponse.From(channel, null))
                : Problems.Conflict(Changed);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Problems.Conflict(NameTaken);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, ChannelStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("The channel");

    private static async Task<Results<Ok<ChannelTestResponse>, ProblemHttpResult>> Test(
        Guid id,
        HttpResponse response,
        ChannelStore store,
        TestSendLimit limit,
        WebhookNotifier webhook,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } channel)
        {
            return Problems.NotFound("The channel");
        }

        if (!limit.TryTake(id, out var wait))
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problems.Create(
                StatusCodes.Status429TooManyRequests, "rate-limited", "Too many test deliveries.", "A channel is tested at most five times a minute.");
        }

        var notificationId = Guid.CreateVersion7();
        var started = clock.GetTimestamp();
        var result = await webhook.SendAsync(channel, notificationId, TestBody(notificationId, clock), cancellationToken);
        var isDelivered = result.Outcome is DeliveryOutcome.Delivered;
        return TypedResults.Ok(new ChannelTestResponse(
            isDelivered ? "sent" : "failed",
            result.StatusCode is { } code ? $"{code / 100}xx" : null,
            (long)clock.GetElapsedTime(started).TotalMilliseconds,
            isDelivered ? null : result.Describe()));
    }

    private static async Task<(ChannelRequest? Body, Channel? Draft, ProblemHttpResult? Problem)> ReadAsync(
        HttpRequest request, OutboundGuard guard, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ChannelRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return (null, null, body.Problem);
        }

        var errors = new FieldErrors();
        var draft = ChannelValidator.Read(body.Value, guard, errors);
        return (body.Value, draft, draft is null ? Problems.Validation(errors.ToDictionary()) : null);
    }

    // Left out: as it is. Empty: taken away.
    private static Channel WithSecret(Channel channel, string? secret, ChannelSecrets secrets) => secret switch
    {
        null => channel,
        "" => channel with { Secret = null },
        _ => channel with { Secret = secrets.Protect(channel.Id, secret) },
    };

    private static string TestBody(Guid notificationId, TimeProvider clock) => JsonSerializer.Serialize(
        new { version = 1, notificationId, @event = "test", occurredAt = clock.GetUtcNow() }, JsonSerializerOptions.Web);
}

/// <summary>Keeps test deliveries from being used to knock at doors: five a minute for each channel.</summary>
internal sealed class TestSendLimit : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> _limiter = PartitionedRateLimiter.Create<Guid, Guid>(
        static channelId => RateLimitPartition.GetFixedWindowLimiter(
            channelId, static _ => new FixedWindowRateLimiterOptions { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) }));

    /// <param name="channelId">The channel to test.</param>
    /// <param name="wait">How long to wait when it was tested too often.</param>
    public bool TryTake(Guid channelId, out TimeSpan wait)
    {
        using var lease = _limiter.AttemptAcquire(channelId);
        lease.TryGetMetadata(MetadataName.RetryAfter, out wait);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Alerting.Channels;
using Monitoring.ServiceDefaults.Http.OutboundGuard;

namespace Monitoring.Alerting.Notifications.Webhook;

/// <summary>Posts a notification to a channel's URL and classifies the answer; reads nothing of its body.</summary>
internal sealed class WebhookNotifier(IHttpClientFactory clients, ChannelSecrets secrets, TimeProvider clock)
{
    /// <summary>Name of the guarded HTTP client.</summary>
    public const string ClientName = "alerting.webhook";

    public async Task<DeliveryResult> SendAsync(Channel channel, Guid notificationId, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Url);
        request.Content = new StringContent(body, new UTF8Encoding(false), new MediaTypeHeaderValue("application/json", "utf-8"));
        request.Headers.UserAgent.Add(new("Monitoring", null));
        request.Headers.Add("Idempotency-Key", notificationId.ToString());
        if (channel.Secret is { } secret)
        {
            try
            {
                request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(body, secrets.Unprotect(channel.Id, secret), clock.GetUtcNow()));
            }
            catch (CryptographicException)
            {
                return new(DeliveryOutcome.SecretUnreadable);
            }
        }

        return await PostAsync(request, cancellationToken);
    }

    private async Task<DeliveryResult> PostAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Classify(response, clock.GetUtcNow());
        }
        catch (HttpRequestException exception)
        {
            return new(exception.InnerException is OutboundRefusedException ? DeliveryOutcome.Refused : DeliveryOutcome.NetworkError);
        }
        // The client's own time-out; a cancellation of ours is passed on.
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(DeliveryOutcome.TimedOut);
        }
    }

    internal static DeliveryResult Classify(HttpResponseMessage response, DateTimeOffset now)
    {
        var outcome = response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => DeliveryOutcome.Delivered,
            HttpStatusCode.RequestTimeout => DeliveryOutcome.RequestTimeout,
            HttpStatusCode.TooManyRequests => DeliveryOutcome.RateLimited,
            >= HttpStatusCode.InternalServerError => DeliveryOutcome.ServerError,
            _ => DeliveryOutcome.Rejected,
        };
        var retryAfter = response.Headers.RetryAfter;
        return new(outcome, (int)response.StatusCode, retryAfter?.Delta ?? (retryAfter?.Date - now));
    }
}

/// <summary>The header by which a receiver knows that a notification is ours and fresh: <c>t=1772352000,v1=5257a869…</c>.</summary>
/// <remarks><c>t</c> is the time of sending in Unix seconds; <c>v1</c> is HMAC-SHA256 over <c>{t}.{body}</c> with the channel's secret, in hex.</remarks>
internal static class WebhookSignature
{
    public const string Header = "Monitoring-Signature";

    public static string Sign(string body, string secret, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}"));
        return $"t={timestamp},v1={Convert.ToHexStringLower(hash)}";
    }
}

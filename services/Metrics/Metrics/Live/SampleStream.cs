using System.Collections.Frozen;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Metrics.Store;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Metrics.Live;

/// <summary>One watcher: takes its subscriptions and sends it the samples of those metrics, at most ten messages of 500 a second.</summary>
/// <remarks>
/// A watcher that is too slow misses samples and is told how many; storing never waits for it. A quiet connection is pinged each 15 s.
/// </remarks>
internal sealed class SampleStream(WebSocket socket, LiveFeed<Sample> feed, TimeProvider clock) : IDisposable
{
    private const int MaxRequestBytes = 64 * 1024;
    private const int MaxSamples = 500;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _pingAfter = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly SemaphoreSlim _sending = new(1, 1);
    private FrozenSet<string> _metrics = [];

    /// <summary>Serves the watcher until it leaves or <paramref name="cancellationToken"/> ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var subscription = feed.Subscribe(sample => _metrics.Contains(sample.Series.Metric.Name));
        var sending = SendSamplesAsync(subscription, left.Token);
        try
        {
            await ReceiveAsync(left.Token);
        }
        // The watcher went without a word.
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
        }

        await left.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _sending.Dispose();

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRequestBytes];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += received.Count;
            }
            while (!received.EndOfMessage && length < buffer.Length);

            if (received.MessageType == WebSocketMessageType.Close || !received.EndOfMessage)
            {
                await CloseAsync(received.MessageType == WebSocketMessageType.Close
                    ? WebSocketCloseStatus.NormalClosure
                    : WebSocketCloseStatus.MessageTooBig, cancellationToken);
                return;
            }

            await AnswerAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (Parse(message.Span) is not { IsValid: true } request)
        {
            await SendAsync(
                new("error", Message: $"Expected is {{\"type\":\"subscribe\",\"metrics\":[…]}} with 1 to {StreamRequest.MaxMetrics} names."), cancellationToken);
            return;
        }

        _metrics = request.Metrics!.ToFrozenSet(StringComparer.Ordinal);
        await SendAsync(new("subscribed"), cancellationToken);
    }

    private static StreamRequest? Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize<StreamRequest>(message, _json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task SendSamplesAsync(LiveSubscription<Sample> subscription, CancellationToken cancellationToken)
    {
        var reading = subscription.ReadAsync(MaxSamples, cancellationToken);
        for (var seq = 1L; ; seq++)
        {
            while (await Task.WhenAny(reading, Task.Delay(_pingAfter, clock, cancellationToken)) != reading)
            {
                await SendAsync(new("ping"), cancellationToken);
            }

            var (samples, missed) = await reading;
            if (missed > 0)
            {
                await SendAsync(new("gap", Missed: missed), cancellationToken);
            }

            await SendAsync(StreamMessage.Samples(seq, samples), cancellationToken);
            await Task.Delay(_pause, clock, cancellationToken);
            reading = subscription.ReadAsync(MaxSamples, cancellationToken);
        }
    }

    private async Task SendAsync(StreamMessage message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, _json), WebSocketMessageType.Text, true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        await socket.CloseOutputAsync(status, null, cancellationToken);
    }
}

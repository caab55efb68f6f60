using System.Net.WebSockets;
using System.Text.Json;

namespace Monitoring.LogIngest.Tail;

/// <summary>Sends and receives whole messages of a tail connection.</summary>
internal sealed class TailSocket(WebSocket socket, JsonSerializerOptions json) : IDisposable
{
    /// <summary>Largest message a watcher may send.</summary>
    public const int MaxMessageBytes = 64 * 1024;

    private readonly SemaphoreSlim _sending = new(1);
    private readonly byte[] _received = new byte[MaxMessageBytes];

    /// <summary>Sends a message; waits while the watcher does not read.</summary>
    public async Task SendAsync(TailMessage message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, json);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Receives the next request.</summary>
    /// <returns>Null once the watcher has closed.</returns>
    /// <exception cref="TailRefusedException">It is no request; the connection is to be closed.</exception>
    public async Task<TailRequest?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_received.AsMemory(length), cancellationToken);
            length += received.Count;
            switch (received.MessageType)
            {
                case WebSocketMessageType.Close:
                    return null;
                case WebSocketMessageType.Binary:
                    throw new TailRefusedException(WebSocketCloseStatus.InvalidMessageType, "Messages are text.");
                case var _ when received.EndOfMessage:
                    return Parse(_received.AsSpan(0, length));
                case var _ when length == MaxMessageBytes:
                    throw new TailRefusedException(WebSocketCloseStatus.MessageTooBig, $"A message has at most {MaxMessageBytes} bytes.");
            }
        }
    }

    /// <summary>Says why and closes; the other side has some seconds to agree.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, reason, patience.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or InvalidOperationException)
        {
            // The connection is gone already, which is what was wanted.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _sending.Dispose();

    private TailRequest Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize<TailRequest>(message, json) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new TailRefusedException(WebSocketCloseStatus.PolicyViolation, "The message is not a request.");
        }
    }
}

/// <summary>A watcher does not keep to the protocol.</summary>
internal sealed class TailRefusedException(WebSocketCloseStatus status, string message) : Exception(message)
{
    public WebSocketCloseStatus Status { get; } = status;
}

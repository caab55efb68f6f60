using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.LogIngest.Tests.Tail;

public sealed class TailTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    [Fact]
    public async Task A_watcher_that_fails_neither_refuses_nor_doubles_what_is_stored()
    {
        var service = $"tail-{Guid.CreateVersion7():N}";
        using var failing = logs.Services.GetRequiredService<LiveFeed<LogRecord>>().Subscribe(_ => throw new InvalidOperationException());

        await logs.IngestAsync(LogIngestFixture.Record("once", service));

        Assert.Equal(["once"], await logs.SearchAsync($"service={service}"));
    }

    [Theory]
    [InlineData("/api/v1/logs/stream")]
    [InlineData("/api/v1/admin/logs/stream")]
    public async Task A_watcher_sees_what_matches_its_filter_once_it_is_stored(string route)
    {
        var service = $"tail-{Guid.CreateVersion7():N}";
        using var watcher = await Watcher.ConnectAsync(logs, route);
        await watcher.SendAsync(new { type = "subscribe", filter = new { q = "paid -test", service, level = new[] { "ERROR", "INFO" } } });
        Assert.Equal("subscribed", (await watcher.ReceiveAsync()).GetProperty("type").GetString());

        await logs.IngestAsync(
            LogIngestFixture.Record("paid 1", service, "ERROR", attributes: new { order = 1, password = "hunter2" }),
            LogIngestFixture.Record("paid test", service, "ERROR"),
            LogIngestFixture.Record("paid 2", service, "DEBUG"),
            LogIngestFixture.Record("paid 3", "another"),
            LogIngestFixture.Record("paid 4", service));

        var batch = await watcher.ReceiveAsync();
        Assert.Equal(("batch", 1), (batch.GetProperty("type").GetString(), batch.GetProperty("seq").GetInt32()));
        Assert.Equal(["paid 1", "paid 4"], batch.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("message").GetString()));
        var stored = await logs.GetAsync($"/api/v1/logs/search?service={service}&q=paid%201");
        Assert.Equal(
            stored.GetProperty("items")[0].GetProperty("id").GetString(), batch.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("[redacted]", batch.GetProperty("items")[0].GetProperty("attributes").GetProperty("password").GetString());
    }

    [Fact]
    public async Task A_second_filter_replaces_the_first()
    {
        var service = $"tail-{Guid.CreateVersion7():N}";
        using var watcher = await Watcher.ConnectAsync(logs);
        foreach (var word in new[] { "first", "second" })
        {
            await watcher.SendAsync(new { type = "subscribe", filter = new { q = word, service } });
            await watcher.ReceiveAsync();
        }

        await logs.IngestAsync(LogIngestFixture.Record("first", service), LogIngestFixture.Record("second", service));

        Assert.Equal("second", Assert.Single((await watcher.ReceiveAsync()).GetProperty("items").EnumerateArray()).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{"type":"subscribe","filter":{"q":"\"open"}}""", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("""{"type":"subscribe","filter":{"level":"loud"}}""", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("""{"type":"unsubscribe"}""", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("nonsense", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("[]", WebSocketCloseStatus.PolicyViolation)]
    public async Task A_request_that_is_not_understood_is_answered_and_closes(string request, WebSocketCloseStatus status)
    {
        using var watcher = await Watcher.ConnectAsync(logs);
        await watcher.SendTextAsync(request);

        Assert.Equal("error", (await watcher.ReceiveAsync()).GetProperty("type").GetString());
        Assert.Equal(status, await watcher.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_message_beyond_the_limit_and_a_binary_one_close()
    {
        using var large = await Watcher.ConnectAsync(logs);
        await large.SendTextAsync(new string(' ', (64 * 1024) + 1));
        await large.ReceiveAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await large.ReceiveCloseAsync());

        using var binary = await Watcher.ConnectAsync(logs);
        await binary.Socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, CancellationToken.None);
        await binary.ReceiveAsync();
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, await binary.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_page_of_another_origin_may_not_watch()
    {
        var foreign = await Assert.ThrowsAsync<WebSocketException>(() => Watcher.ConnectAsync(logs, origin: "https://evil.example"));
        Assert.Contains("403", foreign.Message, StringComparison.Ordinal);

        using var own = await Watcher.ConnectAsync(logs, origin: logs.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(WebSocketState.Open, own.Socket.State);
    }

    [Fact]
    public async Task Nobody_watches_without_access_or_without_a_websocket()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => Watcher.ConnectAsync(logs, access: "logs:write"));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);

        using var response = await logs.Http.GetAsync(new Uri("/api/v1/logs/stream", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}

/// <summary>A client of the live tail.</summary>
internal sealed class Watcher : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    private Watcher(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public static async Task<Watcher> ConnectAsync(
        LogIngestFixture logs, string route = "/api/v1/logs/stream", string? origin = null, string access = "read")
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(Testing.TestAuthentication.Header, access);
        socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(logs.Address) { Scheme = "ws", Path = route }.Uri, CancellationToken.None);
        return new(socket);
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string message) =>
        Socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message, within ten seconds.</summary>
    public async Task<JsonElement> ReceiveAsync()
    {
        var length = await ReceiveBytesAsync();
        return JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length));
    }

    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        await ReceiveBytesAsync();
        return Socket.CloseStatus;
    }

    public void Dispose() => Socket.Dispose();

    private async Task<int> ReceiveBytesAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await Socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            length += received.Count;
        }
        while (!received.EndOfMessage && received.MessageType != WebSocketMessageType.Close);
        return length;
    }
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Metrics.Store;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Metrics.Tests.Live;

public sealed class StreamTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    private static readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task A_watcher_is_told_of_what_it_subscribed_to()
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, """{"type":"subscribe","metrics":["live.wanted"]}""");
        Assert.Equal("subscribed", (await ReceiveAsync(socket)).GetProperty("type").GetString());

        await metrics.StoreAsync(MetricsFixture.Point("live.other", metrics.NowMs, 1), MetricsFixture.Point("live.wanted", metrics.NowMs, 2, ("a", "b")));
        var message = await ReceiveAsync(socket);

        Assert.Equal(
            $$$"""{"type":"samples","seq":1,"items":[{"metric":"live.wanted","labels":{"a":"b"},"points":[[{{{metrics.NowMs}}},2]]}]}""",
            message.GetRawText());
    }

    [Fact]
    public async Task A_watcher_that_fails_does_not_refuse_what_is_stored()
    {
        using var failing = metrics.Services.GetRequiredService<LiveFeed<Sample>>().Subscribe(_ => throw new InvalidOperationException());

        var outcome = await metrics.StoreAsync(MetricsFixture.Point("live.failing", metrics.NowMs, 1));

        Assert.Equal(1, outcome.Accepted);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"type":"publish"}""")]
    [InlineData("""{"type":"subscribe","metrics":[]}""")]
    [InlineData("""{"type":"subscribe","metrics":[null]}""")]
    public async Task A_request_that_is_none_is_answered_with_what_is_expected(string request)
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, request);

        Assert.Equal("error", (await ReceiveAsync(socket)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_message_beyond_64_KiB_ends_the_connection()
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, new string('x', 70_000));

        var received = await socket.ReceiveAsync(new byte[100].AsMemory(), _deadline);

        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.MessageTooBig), (received.MessageType, socket.CloseStatus));
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(metrics.Address) { Scheme = "ws", Path = "/api/v1/metrics/stream" }.Uri, _deadline);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _deadline);

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), _deadline);
        return JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
    }
}

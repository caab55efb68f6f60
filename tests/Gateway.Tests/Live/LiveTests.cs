using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.Live;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Live;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Live;

public sealed class LiveTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    private LiveFeed<LiveEvent> Feed => gateway.Services.GetRequiredService<LiveFeed<LiveEvent>>();

    [Fact]
    public async Task What_has_just_changed_arrives_as_an_event()
    {
        using var browser = await gateway.AdminBrowserAsync();
        using var stream = await OpenAsync(browser);
        using var lines = await ReadAsync(stream);

        Feed.Publish([new LiveEvent("runs", new { Id = 7, Status = "completed" })]);

        Assert.Equal(
            [": connected", "", "event: runs", """data: {"id":7,"status":"completed"}""", ""],
            await TakeAsync(lines, 5));
    }

    [Fact]
    public async Task What_a_slow_page_has_missed_is_counted()
    {
        using var browser = await gateway.AdminBrowserAsync();
        using var stream = await OpenAsync(browser);
        using var lines = await ReadAsync(stream);
        Assert.Equal([": connected", ""], await TakeAsync(lines, 2));

        // One call is one step for the subscription, so its reader cannot take some in between.
        Feed.Publish([.. Enumerable.Range(0, 1003).Select(number => new LiveEvent("runs", new { number }))]);

        Assert.Equal(
            ["event: gap", """data: {"missed":3}""", "", "event: runs", """data: {"number":3}""", ""],
            await TakeAsync(lines, 6));
    }

    [Fact]
    public async Task A_quiet_stream_is_kept_alive()
    {
        using var browser = await gateway.AdminBrowserAsync();
        using var stream = await OpenAsync(browser);
        using var lines = await ReadAsync(stream);
        Assert.Equal([": connected", ""], await TakeAsync(lines, 2));
        var ping = TakeAsync(lines, 2);

        await Eventually.TrueAsync(
            () =>
            {
                gateway.Time.Advance(LiveEndpoints.PingInterval);
                return ping.IsCompleted;
            },
            _soon);

        Assert.Equal([": ping", ""], await ping);
    }

    [Fact]
    public async Task A_revoked_key_loses_its_streams()
    {
        var (program, keyId, _) = await gateway.ProgramAsync(Access.Read);
        var (admin, _, _) = await gateway.ProgramAsync(Access.Admin);
        using var stream = await OpenAsync(program);
        using var lines = await ReadAsync(stream);
        Assert.Equal([": connected", ""], await TakeAsync(lines, 2));

        using var revoked = await admin.DeleteAsync($"/api/v1/keys/{keyId}");

        await AssertEndsAsync(lines);
    }

    [Fact]
    public async Task A_signed_out_browser_loses_its_streams()
    {
        using var browser = await gateway.AdminBrowserAsync();
        using var stream = await OpenAsync(browser);
        using var lines = await ReadAsync(stream);
        Assert.Equal([": connected", ""], await TakeAsync(lines, 2));

        using var signedOut = await browser.PostAsync("/auth/logout", null);

        await AssertEndsAsync(lines);
    }

    [Fact]
    public async Task A_caller_has_twenty_streams_at_most()
    {
        var (program, _, _) = await gateway.ProgramAsync(Access.Read);
        var streams = new List<HttpResponseMessage>();
        for (var i = 0; i < Streams.MaxPerCaller; i++)
        {
            streams.Add(await OpenAsync(program));
        }

        using var refused = await OpenAsync(program);
        streams.ForEach(stream => stream.Dispose());

        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await Eventually.TrueAsync(
            async () =>
            {
                using var another = await OpenAsync(program);
                return another.StatusCode == HttpStatusCode.OK;
            },
            _soon);
    }

    [Fact]
    public async Task Events_are_not_held_back_by_compression()
    {
        using var browser = await gateway.AdminBrowserAsync();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");

        using var stream = await OpenAsync(browser);

        Assert.Empty(stream.Content.Headers.ContentEncoding);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient client) =>
        client.GetAsync(new Uri("/api/v1/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    private static async Task<StreamReader> ReadAsync(HttpResponseMessage stream) => new(await stream.Content.ReadAsStreamAsync());

    private static async Task<List<string?>> TakeAsync(StreamReader lines, int count)
    {
        using var limit = new CancellationTokenSource(_soon);
        var taken = new List<string?>();
        while (taken.Count < count)
        {
            taken.Add(await lines.ReadLineAsync(limit.Token));
        }

        return taken;
    }

    /// <summary>The promise is five seconds: two checks of the stream, as the clock moves, are within it.</summary>
    private async Task AssertEndsAsync(StreamReader lines)
    {
        var ended = Assert.ThrowsAnyAsync<IOException>(async () => await lines.ReadToEndAsync());
        gateway.Time.Advance(Streams.CheckInterval);
        gateway.Time.Advance(Streams.CheckInterval);
        await ended.WaitAsync(_soon);
    }
}

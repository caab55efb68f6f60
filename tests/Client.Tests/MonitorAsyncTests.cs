using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.Client.Tests;

public sealed class MonitorAsyncTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private StubServer _server = null!;
    private MonitorHost _host = null!;

    [Fact]
    public async Task A_run_is_started_kept_alive_and_completed_with_its_duration()
    {
        var stats = await _host.Monitor.MonitorAsync("one_time", 2026, 2, (run, _) =>
        {
            run.ReportProgress(5, 10, "half");
            _clock.Advance(TimeSpan.FromSeconds(16));
            return Task.FromResult(new GenerationStats(10, 9, 0, 1));
        });
        await _host.Monitor.FlushAsync();

        Assert.Equal(new GenerationStats(10, 9, 0, 1), stats);
        Assert.Equal(["runs", "heartbeat", "heartbeat", "complete"], Calls());
        Assert.Equal("""{"processed":5,"total":10,"message":"half"}""", _server.Requests.ElementAt(2).Body);
        var completion = JsonElement.Parse(_server.Requests.Last().Body);
        Assert.Equal(16_000, completion.GetProperty("durationMs").GetInt64());
    }

    [Theory]
    [InlineData(false, """{"total":1,"success":0,"failed":1,"skipped":0}""")]
    [InlineData(true, """{"total":10,"success":4,"failed":6,"skipped":0}""")]
    public async Task What_the_work_throws_is_recorded_ends_the_run_and_reaches_the_caller(bool reportsProgress, string stats)
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => _host.Monitor.MonitorAsync("auto", null, null, (run, _) =>
        {
            if (reportsProgress)
            {
                run.ReportProgress(4, 10);
            }

            throw new InvalidOperationException("Out of paper.");
        }));
        await _host.Monitor.FlushAsync();

        Assert.Equal("Out of paper.", thrown.Message);
        Assert.Equal(["runs", "heartbeat", "errors", "complete"], Calls());
        Assert.Equal(stats, JsonElement.Parse(_server.Requests.Last().Body).GetProperty("stats").GetRawText());
    }

    public async Task InitializeAsync()
    {
        _server = await StubServer.StartAsync();
        _host = new(_server.Address, _clock);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    private IEnumerable<string> Calls() => _server.Requests.Select(request => request.PathAndQuery.Split('/')[^1]);
}

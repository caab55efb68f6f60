using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Monitoring.Client.Tests;

/// <summary>Monitoring never slows or fails the caller.</summary>
[Trait("Promise", "T-TG-2")]
public sealed class SlowdownTests
{
    private const int Rounds = 20;

    [Fact]
    public async Task Against_an_endpoint_that_swallows_everything_calls_return_at_once_and_every_record_is_counted_as_dropped()
    {
        // Takes connections and never answers.
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        var address = new Uri($"http://{blackHole.LocalEndpoint}");
        var host = new MonitorHost(address, configure: options =>
        {
            options.Capacity = 500;
            options.FlushTimeout = TimeSpan.FromMilliseconds(100);
        });
        using var dropped = new Tally(host.Services, "monitoring.client.dropped", tag: null);
        // What runs the first time is compiled then; that is not what is measured.
        Measure(host.Monitor, 100);

        var rounds = Enumerable.Range(0, Rounds).Select(_ => Enumerable.Range(0, 100).Select(_ => Measure(host.Monitor, 1)).Order().ElementAt(98)).ToList();

        // In the other rounds the machine was busy with something else as well.
        var quietest = rounds.Min();
        Assert.True(quietest < TimeSpan.FromMilliseconds(1), $"p99 of what a run has to pay: {quietest.TotalMilliseconds} ms");
        await host.DisposeAsync();
        Assert.Equal((Rounds + 1) * 100 * 3, host.Monitor.DroppedCount);
        Assert.Equal(host.Monitor.DroppedCount, dropped.Sum);
    }

    [Fact]
    public async Task Where_the_system_goes_away_in_between_received_and_dropped_are_all_there_was()
    {
        await using var server = await StubServer.StartAsync();
        var host = new MonitorHost(server.Address, configure: options =>
        {
            options.Capacity = 100;
            options.FlushTimeout = TimeSpan.FromMilliseconds(100);
        });
        Measure(host.Monitor, 10);
        await host.Monitor.FlushAsync();
        var isAway = new TaskCompletionSource();
        server.Answer = async (_, response) =>
        {
            await isAway.Task;
            response.HttpContext.Abort();
        };

        Measure(host.Monitor, 100);
        await host.DisposeAsync();
        isAway.SetResult();

        Assert.Equal(30 + 1, server.Requests.Count);
        Assert.Equal(300, host.Monitor.DroppedCount);
    }

    private static TimeSpan Measure(GenerationMonitor monitor, int runs)
    {
        var started = Stopwatch.GetTimestamp();
        for (var run = 0; run < runs; run++)
        {
            var id = monitor.RecordGenerationStart("auto", 2026, 1, new { Customers = 3 });
            monitor.RecordGenerationError(id, new InvalidOperationException("No rate."));
            monitor.RecordGenerationComplete(id, new(3, 2, 1), TimeSpan.FromSeconds(1));
        }

        return Stopwatch.GetElapsedTime(started);
    }
}

using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Ingest;

namespace Monitoring.Benchmarks;

/// <summary>What group commit itself costs a request: the commit stores nothing and takes no time.</summary>
[MemoryDiagnoser]
public class GroupCommitBenchmarks
{
    private const int Requests = 10_000;

    private ServiceProvider _services = null!;
    private GroupCommitChannel<int> _channel = null!;

    [Params(1, 16, 256)]
    public int Callers { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _channel = new(
            "benchmark",
            static (_, _) => Task.CompletedTask,
            new GroupCommitOptions { Linger = TimeSpan.Zero },
            new IngestMetrics(_services.GetRequiredService<IMeterFactory>()),
            TimeProvider.System);
        await _channel.StartAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _channel.StopAsync(CancellationToken.None);
        _channel.Dispose();
        await _services.DisposeAsync();
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public Task EnqueueAsync() => Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
    {
        for (var request = 0; request < Requests / Callers; request++)
        {
            await _channel.EnqueueAsync(request, sizeBytes: 1000, rows: 10, CancellationToken.None);
        }
    }));
}

using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Client;

namespace Monitoring.Benchmarks;

/// <summary>What recording a run costs the program that runs it, where records are taken at once and where there is no room for them.</summary>
[MemoryDiagnoser]
public class RecordCallBenchmarks
{
    private readonly InvalidOperationException _error = new("No rate.");
    private ServiceProvider _services = null!;
    private GenerationMonitor _monitor = null!;

    [Params(true, false)]
    public bool IsReachable { get; set; }

    [GlobalSetup]
    public void Start()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddGenerationMonitor(options =>
        {
            options.BaseAddress = new Uri("http://monitoring.invalid");
            options.ApiKey = "benchmark";
            options.Capacity = IsReachable ? 1_000_000 : 1;
            options.FlushTimeout = TimeSpan.Zero;
        });
        services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new StubHandler(IsReachable)));
        _services = services.BuildServiceProvider();
        _monitor = _services.GetRequiredService<GenerationMonitor>();
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _services.DisposeAsync();

    [Benchmark]
    public void RecordRun()
    {
        var id = _monitor.RecordGenerationStart("auto", 2026, 1);
        _monitor.RecordGenerationError(id, _error);
        _monitor.RecordGenerationComplete(id, new GenerationStats(3, 2, 1), TimeSpan.FromSeconds(1));
    }

    private sealed class StubHandler(bool isReachable) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!isReachable)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}

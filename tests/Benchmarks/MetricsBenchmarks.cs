using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Metrics;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Query;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Store;
using Monitoring.Testing;
using NpgsqlTypes;

namespace Monitoring.Benchmarks;

/// <summary>10,000 samples of 400 series into Postgres, durable each time: a bare COPY of rows, the batch log, and the whole intake.</summary>
[MemoryDiagnoser]
public class MetricsIngestBenchmarks
{
    private const int SeriesCount = 400;
    private const int SamplesPerSeries = 25;

    private readonly MetricsHost _host = new();
    private List<Sample> _samples = [];
    private long _round;

    // The runner does not await a setup.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    private async Task StartAsync()
    {
        await _host.InitializeAsync();
        await using var create = _host.Database.DataSource.CreateCommand(
            "create table plain (series_id int not null, ts timestamptz not null, value double precision not null)");
        await create.ExecuteNonQueryAsync();
        await _host.StoreAsync(SeriesCount, 1, _host.StartMs);
        _samples = [.. _host.Points(SeriesCount, SamplesPerSeries, _host.StartMs)
            .Select(point => new Sample(_host.Registry.Find(point.Metric, point.Labels)!, point.TimestampMs, point.Value))];
    }

    [GlobalCleanup]
    public void Stop() => _host.DisposeAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public async Task CopyRowsAsync()
    {
        await using var connection = await _host.Database.OpenAsync(CancellationToken.None);
        await using var copy = await connection.BeginBinaryImportAsync("copy plain (series_id, ts, value) from stdin (format binary)");
        foreach (var sample in _samples)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(sample.Series.Id, NpgsqlDbType.Integer);
            await copy.WriteAsync(DateTimeOffset.FromUnixTimeMilliseconds(sample.TimestampMs), NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(sample.Value, NpgsqlDbType.Double);
        }

        await copy.CompleteAsync();
    }

    [Benchmark]
    public Task AppendToLogAsync() => _host.Services.GetRequiredService<BatchLog>().AppendAsync(_samples, CancellationToken.None);

    /// <summary>Checks, registry, group commit, log and windows.</summary>
    [Benchmark]
    public Task IntakeAsync() => _host.StoreAsync(SeriesCount, SamplesPerSeries, _host.StartMs + (++_round % 1000 * 1000));
}

/// <summary>Ten minutes of 400 series, a sample every 15 s, in steps of 15 s: from the windows, and the same from the log.</summary>
[MemoryDiagnoser]
public class MetricsQueryBenchmarks
{
    private readonly MetricsHost _host = new();

    // The runner does not await a setup.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    private async Task StartAsync()
    {
        await _host.InitializeAsync();
        await _host.StoreAsync(400, 60, _host.StartMs);
    }

    [GlobalCleanup]
    public void Stop() => _host.DisposeAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public Task WindowAsync() => RunAsync(_host.StartMs);

    /// <summary>Begins before what a window covers after a start.</summary>
    [Benchmark]
    public async Task LogAsync()
    {
        foreach (var series in _host.Registry.Find(MetricsHost.Metric)!.Series)
        {
            series.Recent.LimitCover(_host.StartMs + 3_600_000);
        }

        await RunAsync(_host.StartMs);
    }

    private Task<QueryAnswer> RunAsync(long fromMs) => _host.Services.GetRequiredService<QueryRunner>().RunAsync(
        [new() { Metric = MetricsHost.Metric, Aggregation = "avg", GroupBy = ["id"], FromMs = fromMs / 15_000 * 15_000, ToMs = (fromMs / 15_000 * 15_000) + 600_000, StepMs = 15_000 }],
        CancellationToken.None);
}

/// <summary>The module with a real database.</summary>
internal sealed class MetricsHost : ModuleFixture<MetricsModule>
{
    public const string Metric = "benchmark.value";

    public long StartMs { get; } = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeMilliseconds();

    public SeriesRegistry Registry => Services.GetRequiredService<SeriesRegistry>();

    public IEnumerable<NewPoint> Points(int series, int samplesPerSeries, long startMs) =>
        from step in Enumerable.Range(0, samplesPerSeries)
        from id in Enumerable.Range(0, series)
        select new NewPoint
        {
            Metric = Metric,
            Kind = MetricKind.Gauge,
            Labels = LabelSet.Of(("id", $"{id}")),
            TimestampMs = startMs + (step * 15_000),
            Value = Math.Round((step * 0.37) + (id * 1.1), 2),
        };

    public Task StoreAsync(int series, int samplesPerSeries, long startMs) =>
        Services.GetRequiredService<PointIntake>().StoreAsync("benchmark", [.. Points(series, samplesPerSeries, startMs)], CancellationToken.None);

    protected override void Configure(WebApplicationBuilder builder) =>
        builder.Configuration.AddInMemoryCollection([new("Metrics:Collection:Enabled", "false"), new("Metrics:Commit:Linger", "00:00:00")]);
}

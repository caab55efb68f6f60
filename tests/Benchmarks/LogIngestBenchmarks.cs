using System.Net.Http.Json;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Dapper;
using Monitoring.LogIngest;
using Monitoring.LogIngest.Ingest;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Storage;
using Monitoring.Testing;

namespace Monitoring.Benchmarks;

/// <summary>20,000 records into Postgres: rows encoded beforehand by bare COPY into a heap with the same indexes, and the whole way in over HTTP.</summary>
[MemoryDiagnoser]
public class LogIngestBenchmarks
{
    private const int Records = 20_000;
    private const int RecordsPerRequest = 1000;
    private const int Senders = 8;
    private const int RowsPerCopy = 2000;
    private const int Writers = 2;

    private readonly LogHost _host = new();
    private List<byte[]> _bodies = [];
    private List<byte[]> _copies = [];
    private long _gen;

    // The runner does not await a setup.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    private async Task StartAsync()
    {
        await _host.InitializeAsync();
        await using var connection = await _host.Database.OpenAsync(CancellationToken.None);
        // A heap like any other that no search and no pass looks at.
        _gen = await connection.QuerySingleAsync<long>("select log_create_generation('dropped')");
        _bodies = [.. LogHost.Records(Records, TimeSpan.FromHours(1)).Chunk(RecordsPerRequest).Select(chunk => JsonSerializer.SerializeToUtf8Bytes(chunk))];
        _copies = [.. _bodies.SelectMany(body => JsonBatchReader.Read(body, false, TimeProvider.System.GetUtcNow()).Rows).Chunk(RowsPerCopy).Select(Encode)];
    }

    [GlobalCleanup]
    public void Stop() => _host.DisposeAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public Task CopyAsync() => Parallel.ForEachAsync(_copies, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (rows, cancellationToken) =>
    {
        await using var connection = await _host.Database.OpenAsync(cancellationToken);
        await LogWriter.CopyAsync(connection, _gen, rows, cancellationToken);
    });

    [Benchmark(OperationsPerInvoke = Records)]
    public Task PostAsync() => Parallel.ForEachAsync(_bodies, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (body, cancellationToken) =>
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await _host.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    });

    /// <summary>Reading, judging and redacting alone.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int Parse() => _bodies.Sum(static body => JsonBatchReader.Read(body, false, TimeProvider.System.GetUtcNow()).Rows.Count);

    private static byte[] Encode(LogRow[] rows)
    {
        using var buffer = LogWriter.Encode(rows, firstId: 0);
        return buffer.Written.ToArray();
    }
}

/// <summary>Reading over HTTP, with little and with much stored: a day of records of 12 services.</summary>
public class LogSearchBenchmarks
{
    private readonly LogHost _host = new();
    private string _day = "";

    [Params(100_000, 1_000_000)]
    public int Stored { get; set; }

    // The runner does not await a setup.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    private async Task StartAsync()
    {
        await _host.InitializeAsync();
        var begin = TimeProvider.System.GetUtcNow().AddDays(-1);
        _day = $"from={Uri.EscapeDataString(begin.ToString("O"))}&to={Uri.EscapeDataString(begin.AddDays(1).ToString("O"))}";
        foreach (var chunk in LogHost.Records(Stored, TimeSpan.FromDays(1)).Chunk(5000))
        {
            using var response = await _host.Http.PostAsJsonAsync("/api/v1/logs/ingest", chunk);
            response.EnsureSuccessStatusCode();
        }
    }

    [GlobalCleanup]
    public void Stop() => _host.DisposeAsync().GetAwaiter().GetResult();

    [Benchmark]
    public Task LatestAsync() => GetAsync("search?limit=100");

    [Benchmark]
    public Task LatestOfServiceAndLevelAsync() => GetAsync("search?limit=100&service=service-3&level=ERROR");

    [Benchmark]
    public Task CommonWordAsync() => GetAsync("search?limit=100&q=timeout");

    [Benchmark]
    public Task RareWordOfDayAsync() => GetAsync($"search?limit=100&q=needle&{_day}");

    [Benchmark]
    public Task TraceAsync() => GetAsync("search?traceId=000000000000000000000000000004d2");

    [Benchmark]
    public Task HistogramOfDayAsync() => GetAsync($"histogram?{_day}");

    [Benchmark]
    public Task FacetsOfDayAsync() => GetAsync($"facets?{_day}");

    private async Task GetAsync(string query)
    {
        using var response = await _host.Http.GetAsync(new Uri($"/api/v1/logs/{query}", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }
}

/// <summary>The module in a real host, and records to fill it with.</summary>
internal sealed class LogHost : ModuleFixture<LogIngestModule>
{
    /// <summary>Records that end now and reach back so far; one in ten errors, one in ten timeouts, one needle in all.</summary>
    public static IEnumerable<object> Records(int count, TimeSpan back)
    {
        var begin = TimeProvider.System.GetUtcNow() - back;
        for (var i = 0; i < count; i++)
        {
            var rare = i == count / 2 ? "needle " : "";
            var word = i % 10 == 3 ? "timeout" : "response";
            yield return new
            {
                timestamp = begin + (back * ((double)i / count)),
                level = i % 10 == 0 ? "ERROR" : "INFO",
                service = $"service-{i * 7 % 12}",
                message = $"{rare}HTTP GET /api/tasks/{i} ended with a {word} in {i % 977} ms for account {i * 31 % 5003}",
                attributes = new { user_id = $"u{i % 4001}", elapsed_ms = i % 977, region = $"eu-{i % 3}", request_id = $"{i * 2654435761L:x8}" },
                traceId = $"{(i / 8) + 1:x32}",
                spanId = $"{i + 1:x16}",
            };
        }
    }
}

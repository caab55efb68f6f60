using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Query;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Store;
using Monitoring.Testing;

namespace Monitoring.Metrics.Tests;

/// <summary>The module with a clock that stands at a fixed moment, and shorthands for what its tests do.</summary>
public class MetricsFixture : ModuleFixture<MetricsModule>
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public ManualTimeProvider Time { get; } = new();

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    internal SeriesRegistry Registry => Services.GetRequiredService<SeriesRegistry>();

    internal StoreUpkeepPass Upkeep => Services.GetRequiredService<StoreUpkeepPass>();

    protected override TimeProvider Clock => Time;

    protected override void Configure(WebApplicationBuilder builder) =>
        // On a clock that stands still nothing may wait for company.
        builder.Configuration.AddInMemoryCollection([new("Metrics:Collection:Enabled", "false"), new("Metrics:Commit:Linger", "00:00:00")]);

    internal Task<IntakeOutcome> StoreAsync(params IEnumerable<NewPoint> points) =>
        Services.GetRequiredService<PointIntake>().StoreAsync("test", [.. points], CancellationToken.None);

    internal async Task<QueryAnswer> QueryAsync(params object[] queries)
    {
        using var response = await Http.PostAsJsonAsync("/api/v1/metrics/query", new { queries });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<QueryAnswer>(_json))!;
    }

    /// <summary>Forgets everything in memory and reads it from the database, as a new process would.</summary>
    internal async Task<QueryRunner> RestartAsync()
    {
        var registry = ActivatorUtilities.CreateInstance<SeriesRegistry>(Services);
        await ActivatorUtilities.CreateInstance<SampleStore>(Services, registry).StartAsync(CancellationToken.None);
        return new(registry, Services.GetRequiredService<SampleReader>());
    }

    internal static NewPoint Point(string metric, long timestampMs, double value, params ReadOnlySpan<(string, string)> labels) => new()
    {
        Metric = metric,
        Kind = MetricKind.Gauge,
        Labels = LabelSet.Of(labels),
        TimestampMs = timestampMs,
        Value = value,
    };

    internal static string Rfc3339(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

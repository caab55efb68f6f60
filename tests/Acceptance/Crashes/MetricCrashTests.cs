using System.Net.Http.Json;
using Monitoring.Testing;
using Monitoring.Testing.Postgres;
using Xunit.Abstractions;

namespace Monitoring.Acceptance.Crashes;

/// <summary>Samples through a crash at every point of the metric store.</summary>
[Trait("Category", "Crash")]
public sealed class MetricCrashTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Items = 1500;

    internal static (string Point, int Nth)[] Points { get; } =
    [
        ("metrics.before-commit", 40),
        ("metrics.after-commit", 40),
        ("metrics.mid-seal", 1),
    ];

    // The upkeep seals once it finds so many samples; it looks each half minute.
    private static readonly Dictionary<string, string> _sealEarly = new() { ["Metrics__Store__SealSamples"] = "1000" };

    // A load seals once or twice, so that a later round must not wait for a later time.
    public static TheoryData<string, int, int> Rounds => CrashPoints.Rounds(Points, point => point != "metrics.mid-seal");

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Accepted_samples_are_there_once(string point, int nth, int round)
    {
        await using var standalone = new StandaloneProcess(
            new Dictionary<string, string>(_sealEarly) { ["ConnectionStrings__postgres"] = await postgres.CreateDatabaseAsync() });
        await standalone.StartArmedAsync(point, nth);
        var journal = new Journal();
        // One sample a second of the past hour: its time is its identity.
        var from = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds());

        await standalone.LoadUntilDeathAsync(
            Items, item => journal.SendAsync($"{item}", () => PostAsync(standalone.Http, from.AddSeconds(item), item)));
        await standalone.StartAsync();

        var stored = await ReadAsync(standalone.Http, from);
        var verdict = Verdict.Of(journal.Answers, stored);
        output.WriteLine($"{point} #{round}: {verdict}");
        verdict.AssertHolds(point);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, DateTimeOffset timestamp, int value) =>
        http.PostAsJsonAsync("/api/v1/metrics/ingest", new[] { new { metric = "crash.item", value, timestamp } });

    // A step holds one sample, so that its sum is the sample's value, and more than that if it was stored twice.
    private static async Task<IReadOnlyList<string>> ReadAsync(HttpClient http, DateTimeOffset from)
    {
        var answer = await http.SendAsync("/api/v1/metrics/query", new
        {
            queries = new[] { new { metric = "crash.item", aggregation = "sum", from, to = from.AddSeconds(Items), step = "1s" } },
        });
        return
        [
            .. answer.GetProperty("results")[0].GetProperty("series").EnumerateArray()
                .SelectMany(series => series.GetProperty("points").EnumerateArray())
                .Select(point => $"{point[1].GetDouble()}"),
        ];
    }
}

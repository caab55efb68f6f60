using System.Net.Http.Json;
using Monitoring.Testing;
using Monitoring.Testing.Postgres;
using Xunit.Abstractions;

namespace Monitoring.Acceptance.Crashes;

/// <summary>Batches of logs through a crash at every point between their request and its answer, and of the upkeep of what is stored.</summary>
[Trait("Category", "Crash")]
public sealed class LogCrashTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Items = 2000;
    private const int RowsPerBatch = 10;

    internal static (string Point, int Nth)[] Points { get; } =
    [
        ("ingest.before-commit", 40),
        ("ingest.after-commit", 40),
        ("log.before-commit", 40),
        ("log.after-commit", 40),
        // Each second, and each ten seconds.
        ("log.mid-seal", 1),
        ("log.mid-drop", 1),
    ];

    // Generations so small that the upkeep has much to seal.
    private static readonly Dictionary<string, string> _sealEarly = new() { ["LogIngest__Generations__SealRows"] = "1000" };

    // Only until the crash: what was being dropped then must be whole for a successor that may keep it.
    private static readonly Dictionary<string, string> _dropEarly = new() { ["LogIngest__Generations__MaxRows"] = "1" };

    // A later drop would come after others that succeeded.
    public static TheoryData<string, int, int> Rounds => CrashPoints.Rounds(Points, point => point is not ("log.mid-seal" or "log.mid-drop"));

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Accepted_batches_are_there_once_and_whole(string point, int nth, int round)
    {
        await using var standalone = new StandaloneProcess(
            new Dictionary<string, string>(_sealEarly) { ["ConnectionStrings__postgres"] = await postgres.CreateDatabaseAsync() });
        await standalone.StartArmedAsync(point, nth, point == "log.mid-drop" ? _dropEarly : null);
        var journal = new Journal();

        await standalone.LoadUntilDeathAsync(Items, item => journal.SendAsync($"{item}", () => PostBatchAsync(standalone.Http, item)));
        await standalone.StartAsync();

        var messages = (await standalone.Http.ReadAllAsync("/api/v1/logs/search?service=crash&limit=500")).Select(record => record.Text("message")).ToList();
        // "7/3" is record 3 of batch 7.
        var batches = messages.GroupBy(message => message.Split('/')[0]).ToList();
        Assert.All(batches, batch => Assert.Equal(RowsPerBatch, batch.Distinct().Count()));
        var stored = batches.SelectMany(batch => Enumerable.Repeat(batch.Key, batch.Count() / RowsPerBatch)).ToList();
        var verdict = Verdict.Of(journal.Answers, stored);
        output.WriteLine($"{point} #{round}: {verdict}");
        verdict.AssertHolds(point);
        // Counted apart from the rows, so a step done by half would show here.
        Assert.Equal(messages.Count, (await standalone.Http.ReadAsync("/api/v1/logs/histogram?service=crash")).GetProperty("total").GetInt64());
    }

    private static Task<HttpResponseMessage> PostBatchAsync(HttpClient http, int item) => http.PostAsJsonAsync(
        "/api/v1/logs/ingest",
        Enumerable.Range(0, RowsPerBatch).Select(row => new { level = "INFO", service = "crash", message = $"{item}/{row}" }));
}

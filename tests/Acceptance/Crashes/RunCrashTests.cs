using System.Net.Http.Json;
using Monitoring.Testing;
using Monitoring.Testing.Postgres;
using Xunit.Abstractions;

namespace Monitoring.Acceptance.Crashes;

/// <summary>Generation runs, the incidents they open and the notifications that leave, through a crash at every point on their way.</summary>
[Trait("Category", "Crash")]
public sealed class RunCrashTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Items = 120;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(90);

    internal static (string Point, int Nth)[] Points { get; } =
    [
        ("transaction.before-commit", 150),
        ("transaction.after-commit", 150),
        ("outbox.after-claim", 15),
        ("outbox.after-publish", 50),
        ("outbox.before-commit", 15),
        ("outbox.after-commit", 15),
        ("inbox.after-insert", 80),
        ("inbox.before-commit", 80),
        ("inbox.after-commit", 80),
    ];

    public static TheoryData<string, int, int> Rounds => CrashPoints.Rounds(Points);

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Accepted_runs_and_their_incidents_are_there_once(string point, int nth, int round)
    {
        await using var standalone = new StandaloneProcess(
            new Dictionary<string, string> { ["ConnectionStrings__postgres"] = await postgres.CreateDatabaseAsync() });
        await standalone.StartArmedAsync(point, nth);
        var started = new Journal();
        var completed = new Journal();

        await standalone.LoadUntilDeathAsync(Items, item => ReportRunAsync(standalone.Http, item, started, completed));
        await standalone.StartAsync();

        var runs = await standalone.Http.ReadAllAsync("/api/v1/generation/runs?source=crash&limit=500");
        Check($"{point} #{round} start", Verdict.Of(started.Answers, [.. runs.Select(run => run.Text("generationType"))]));
        var ended = runs.Where(run => run.Text("status") != "running").Select(run => run.Text("generationType")).ToList();
        Check($"{point} #{round} complete", Verdict.Of(completed.Answers, ended));

        await Eventually.TrueAsync(async () => (await ReadIncidentTypesAsync(standalone.Http)).Count >= ended.Count, _limit);
        Assert.Equal(ended.Order(), (await ReadIncidentTypesAsync(standalone.Http)).Order());
    }

    private static async Task ReportRunAsync(HttpClient http, int item, Journal started, Journal completed)
    {
        // A type of its own for each run: an incident is open once for each type.
        var (id, type) = (Guid.CreateVersion7(), $"crash-{item}");
        if (await started.SendAsync(type, () => http.PostAsJsonAsync("/api/v1/generation/runs", new { id, generationType = type, source = "crash" })))
        {
            await completed.SendAsync(type, () => http.PostAsJsonAsync(
                $"/api/v1/generation/runs/{id}/complete", new { stats = new { total = 10, success = 6, failed = 4, skipped = 0 }, durationMs = 1200 }));
        }
    }

    private static async Task<IReadOnlyList<string>> ReadIncidentTypesAsync(HttpClient http) =>
    [
        .. (await http.ReadAllAsync("/api/v1/alerting/incidents?limit=500"))
            .Where(incident => incident.Text("check") == "success_rate")
            .Select(incident => incident.GetProperty("labels").Text("generation_type")),
    ];

    private void Check(string what, Verdict verdict)
    {
        output.WriteLine($"{what}: {verdict}");
        verdict.AssertHolds(what);
    }
}

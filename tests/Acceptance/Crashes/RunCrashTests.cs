using Monitoring.Testing;
using Monitoring.Testing.Postgres;
using Xunit.Abstractions;

namespace Monitoring.Acceptance.Crashes;

/// <summary>Generation runs and the incidents they open, through a crash at every point on their way.</summary>
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

        await standalone.LoadUntilDeathAsync(Items, item => RunLoad.ReportAsync(standalone.Http, item, started, completed));
        await standalone.StartAsync();

        var runs = await standalone.Http.ReadAllAsync("/api/v1/generation/runs?source=crash&limit=500");
        Check($"{point} #{round} start", Verdict.Of(started.Answers, [.. runs.Select(run => run.Text("generationType"))]));
        var ended = runs.Where(run => run.Text("status") != "running").Select(run => run.Text("generationType")).ToList();
        Check($"{point} #{round} complete", Verdict.Of(completed.Answers, ended));

        await Eventually.TrueAsync(async () => (await RunLoad.ReadIncidentsAsync(standalone.Http)).Count >= ended.Count, _limit);
        Assert.Equal(ended.Order(), (await RunLoad.ReadIncidentsAsync(standalone.Http)).Select(incident => incident.Type).Order());
    }

    private void Check(string what, Verdict verdict)
    {
        output.WriteLine($"{what}: {verdict}");
        verdict.AssertHolds(what);
    }
}

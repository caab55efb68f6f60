using Dapper;
using Monitoring.Testing;
using Monitoring.Testing.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace Monitoring.Acceptance.Crashes;

/// <summary>Notifications of incidents through a crash at every point between their lease and their end.</summary>
[Trait("Category", "Crash")]
public sealed class NotificationCrashTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Items = 60;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _receiverDelay = TimeSpan.FromSeconds(1);

    internal static (string Point, int Nth)[] Points { get; } =
    [
        ("lease.after-claim", 5),
        ("lease.before-finish", 10),
        // Every 10 s while something is being sent, and every 5 s.
        ("lease.in-heartbeat", 1),
        ("lease.in-sweep", 2),
        ("notifier.before-send", 10),
        ("notifier.after-send", 10),
    ];

    // The last two are reached by time, so that a later hit would only be waited for.
    public static TheoryData<string, int, int> Rounds => CrashPoints.Rounds(Points, point => !point.StartsWith("lease.in-", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Every_incident_is_told_and_a_copy_carries_the_id_of_its_original(string point, int nth, int round)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var standalone = new StandaloneProcess(new Dictionary<string, string>
        {
            ["ConnectionStrings__postgres"] = connectionString,
            ["Alerting__AllowedHosts__0"] = "127.0.0.1",
        });
        await standalone.StartAsync();
        await standalone.Http.SendAsync("/api/v1/alerting/channels", new { name = "crash", kind = "webhook", url = receiver.Url("crash") });
        await standalone.StopAsync();
        var answer = receiver.Answer;
        receiver.Answer = async (delivery, context) =>
        {
            // Something is under way whenever the crash comes.
            await Task.Delay(_receiverDelay, TimeProvider.System);
            await answer(delivery, context);
        };
        await standalone.StartArmedAsync(point, nth);
        var (started, completed) = (new Journal(), new Journal());

        await standalone.LoadUntilDeathAsync(Items, item => RunLoad.ReportAsync(standalone.Http, item, started, completed));
        receiver.Answer = answer;
        await ExpireLeasesAsync(connectionString);
        await standalone.StartAsync();

        await Eventually.TrueAsync(async () => await CountOpenAsync(standalone.Http) == 0, _limit);
        var types = (await RunLoad.ReadIncidentsAsync(standalone.Http)).ToDictionary(incident => incident.Id, incident => incident.Type);
        var told = receiver.Received.Where(delivery => types.ContainsKey(delivery.IncidentId)).DistinctBy(delivery => delivery.IdempotencyKey);
        var verdict = Verdict.Of(completed.Answers, [.. told.Select(delivery => types[delivery.IncidentId])]);
        output.WriteLine($"{point} #{round}: {verdict}");
        verdict.AssertHolds(point);
        Assert.All(receiver.Received.CountBy(delivery => delivery.IdempotencyKey), copies => Assert.InRange(copies.Value, 1, 2));
    }

    // A dead sender's leases run out by themselves after 30 s; the test does not wait for that.
    private static async Task ExpireLeasesAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync("update alerting.notification set lease_until = now() where state = 'running'");
    }

    // What was published before the crash may still be on its way to Alerting.
    private static async Task<int> CountOpenAsync(HttpClient http)
    {
        var ended = (await http.ReadAllAsync("/api/v1/generation/runs?source=crash&limit=500")).Count(run => run.Text("status") != "running");
        var missing = ended - (await RunLoad.ReadIncidentsAsync(http)).Count;
        return missing + (await http.ReadAllAsync("/api/v1/alerting/notifications?status=pending&limit=500")).Count;
    }
}

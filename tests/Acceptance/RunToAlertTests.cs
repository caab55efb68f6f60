using System.Diagnostics;
using System.Text.Json;
using Monitoring.Testing;
using Monitoring.Testing.Postgres;

namespace Monitoring.Acceptance;

/// <summary>The walk that the product is bought for: a run fails, somebody is told, a good run settles it.</summary>
public sealed class RunToAlertTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan _alertLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_bad_run_alerts_within_two_seconds_and_a_good_one_of_its_type_resolves_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var standalone = new StandaloneProcess(new Dictionary<string, string>
        {
            ["ConnectionStrings__postgres"] = postgres.ConnectionString,
            ["Alerting__AllowedHosts__0"] = "127.0.0.1",
        });
        await standalone.StartAsync();
        var http = standalone.Http;
        await http.SendAsync("/api/v1/alerting/channels", new { name = "on call", kind = "webhook", url = receiver.Url("on-call") });
        // What runs for the first time is compiled first; the promise is about a service that is up.
        await ReportAsync(http, "one_time", failed: 4);
        await Eventually.TrueAsync(async () => await FindAsync(http, "one_time") is not null, _limit);

        var watch = Stopwatch.StartNew();
        var bad = await ReportAsync(http, "auto", failed: 4);
        await Eventually.TrueAsync(async () => await FindAsync(http, "auto") is not null, _alertLimit);
        await Eventually.TrueAsync(() => receiver.Received.Any(IsOf("auto", "opened")), _alertLimit - watch.Elapsed);

        var run = await http.ReadAsync($"/api/v1/generation/runs/{bad}");
        Assert.Equal(("partial", 60), (run.Text("status"), run.GetProperty("successRate").GetDouble()));
        await Eventually.TrueAsync(async () => (await http.ReadAsync($"/api/v1/generation/runs/{bad}")).GetProperty("alerts").GetArrayLength() > 0, _limit);

        await ReportAsync(http, "auto", failed: 0);
        await Eventually.TrueAsync(async () => (await FindAsync(http, "auto"))?.Text("status") == "resolved", _limit);
        await Eventually.TrueAsync(() => receiver.Received.Any(IsOf("auto", "resolved")), _limit);
        Assert.Equal("firing", (await FindAsync(http, "one_time"))?.Text("status"));
    }

    private static async Task<string> ReportAsync(HttpClient http, string type, int failed)
    {
        var run = await http.SendAsync(
            "/api/v1/generation/runs", new { generationType = type, targetYear = 2026, targetMonth = 11, source = "acceptance" });
        await http.SendAsync($"/api/v1/generation/runs/{run.Text("id")}/errors", new { message = "Subject 7 has no data.", type = "MissingData" });
        await http.SendAsync(
            $"/api/v1/generation/runs/{run.Text("id")}/complete",
            new { stats = new { total = 10, success = 10 - failed, failed, skipped = 0 }, durationMs = 900 });
        return run.Text("id");
    }

    private static async Task<JsonElement?> FindAsync(HttpClient http, string type)
    {
        var found = (await http.ReadAllAsync("/api/v1/alerting/incidents?limit=100"))
            .Where(incident => incident.Text("check") == "success_rate" && incident.GetProperty("labels").Text("generation_type") == type)
            .ToList();
        return found.Count == 0 ? null : found[0];
    }

    // Rules on the host may be told of too; their incidents have no type.
    private static Func<WebhookReceiver.Delivery, bool> IsOf(string type, string happened) => delivery =>
        delivery.Event == happened
        && delivery.Json.GetProperty("labels").TryGetProperty("generation_type", out var label)
        && label.GetString() == type;
}

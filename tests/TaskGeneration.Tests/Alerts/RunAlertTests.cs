using System.Text.Json.Nodes;
using Monitoring.Contracts.Alerting.V1;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Alerts;

/// <summary>What alerting tells about runs is read with the run and as a list.</summary>
public sealed class RunAlertTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private static readonly DateTimeOffset _at = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task An_alert_follows_its_incident_from_opening_to_resolution()
    {
        var run = await _client.StartAsync();
        var opened = Opened(run, "success_rate");
        await module.PublishAsync(opened);
        await module.PublishAsync(opened with
        {
            Version = 3,
            Change = "resolved",
            Status = "resolved",
            AcknowledgedAt = _at.AddMinutes(1),
            ResolvedAt = _at.AddMinutes(2),
            ChangedAt = _at.AddMinutes(2),
        });
        // Overtaken on the way: older than what is known.
        await module.PublishAsync(opened with { Version = 2, Change = "acknowledged", AcknowledgedAt = _at.AddMinutes(1) });

        var detail = await _client.RunAsync(run);

        Assert.Equal(
            """{"alertType":"success_rate","ruleName":"Success rate","severity":"critical","status":"resolved","message":"60 % is below 80 %.","threshold":80,"actual":60,"createdAt":"2026-02-03T04:05:06+00:00","acknowledgedAt":"2026-02-03T04:06:06+00:00","resolvedAt":"2026-02-03T04:07:06+00:00"}""",
            Without(Assert.Single(detail["alerts"]!.AsArray())!, "incidentId"));
        Assert.Equal(
            [("alert_opened", "critical"), ("alert_changed", "critical"), ("alert_resolved", "critical")],
            detail["timeline"]!.AsArray().Where(entry => entry!["severity"] is not null).Select(entry => (Text(entry!, "kind"), Text(entry!, "severity"))));
    }

    [Fact]
    public async Task Every_run_of_an_incident_shows_what_was_seen_of_it_and_the_run_that_ended_it_nothing()
    {
        var (first, second, good) = (await _client.StartAsync(), await _client.StartAsync(), await _client.StartAsync());
        var opened = Opened(first, "error_count");
        await module.PublishAsync(opened);
        await module.PublishAsync(opened with
        {
            Version = 2,
            Change = "repeated",
            Message = "13 errors.",
            Actual = 13,
            Labels = LabelsOf(second),
            ChangedAt = _at.AddMinutes(1),
        });
        await module.PublishAsync(opened with
        {
            Version = 3,
            Change = "resolved",
            Status = "resolved",
            ResolvedAt = _at.AddMinutes(2),
            Labels = LabelsOf(good),
            ChangedAt = _at.AddMinutes(2),
        });

        Assert.Equal((60, "resolved"), await AlertAsync(first));
        Assert.Equal((13, "resolved"), await AlertAsync(second));
        Assert.Empty((await _client.RunAsync(good))["alerts"]!.AsArray());
        var listed = Assert.Single(await ListAsync($"runId={second}"))!;
        Assert.Equal((first, 60, "60 % is below 80 %."), (listed["runId"]!.GetValue<Guid>(), listed["actual"]!.GetValue<double>(), Text(listed, "message")));

        async Task<(double, string)> AlertAsync(Guid run)
        {
            var alert = Assert.Single((await _client.RunAsync(run))["alerts"]!.AsArray())!;
            return (alert["actual"]!.GetValue<double>(), Text(alert, "status"));
        }
    }

    [Theory]
    [InlineData("success_rate", "success_rate")]
    [InlineData("error_count", "error_count")]
    [InlineData("duration", "performance")]
    [InlineData("duration_vs_median", "performance")]
    [InlineData("complete_failure", "complete_failure")]
    [InlineData("stalled", "stalled")]
    public async Task A_check_is_an_alert_kind(string check, string alertType)
    {
        var run = await _client.StartAsync();
        await module.PublishAsync(Opened(run, check));

        Assert.Equal(alertType, Text(Assert.Single((await ListAsync($"runId={run}")))!, "alertType"));
    }

    [Fact]
    public async Task Alerts_are_listed_newest_first_by_every_filter_and_page()
    {
        var run = await _client.StartAsync(new { generationType = "listed" });
        for (var i = 0; i < 5; i++)
        {
            await module.PublishAsync(Opened(run, i % 2 == 0 ? "error_count" : "duration") with
            {
                StartedAt = _at.AddHours(i / 2),
                Severity = i < 2 ? "warning" : "critical",
                Labels = new Dictionary<string, string> { ["run_id"] = run.ToString(), ["generation_type"] = "listed" },
            });
        }

        var all = (await ListAsync("generationType=listed")).Select(alert => Text(alert!, "incidentId")).ToArray();

        Assert.Equal(5, all.Length);
        Assert.Equal(3, (await ListAsync("generationType=listed&alertType=error_count")).Count);
        Assert.Equal(2, (await ListAsync("generationType=listed&severity=warning&status=firing")).Count);
        Assert.Equal(2, (await ListAsync("generationType=listed&from=2026-02-03T05:05:06Z&to=2026-02-03T06:05:06Z")).Count);
        Assert.Equal(all.Reverse(), (await ListAsync("generationType=listed&sort=createdAt")).Select(alert => Text(alert!, "incidentId")));
        Assert.Equal(all, await PagedAsync("generationType=listed&limit=2"));
    }

    [Fact]
    public async Task Incidents_about_anything_else_are_none_of_a_runs_business()
    {
        var run = await _client.StartAsync();
        await module.PublishAsync(Opened(run, "threshold") with { Signal = "metric" });

        Assert.Empty(await ListAsync($"runId={run}"));
    }

    private static IncidentChanged Opened(Guid run, string check) => new()
    {
        IncidentId = Guid.CreateVersion7(),
        Version = 1,
        Change = "opened",
        RuleId = Guid.CreateVersion7(),
        RuleName = "Success rate",
        Check = check,
        Signal = "generation_run",
        Severity = "critical",
        Status = "firing",
        Message = "60 % is below 80 %.",
        Labels = LabelsOf(run),
        Threshold = 80,
        Actual = 60,
        StartedAt = _at,
        ChangedAt = _at,
    };

    private static Dictionary<string, string> LabelsOf(Guid run) => new() { ["run_id"] = run.ToString(), ["generation_type"] = "auto" };

    private async Task<JsonArray> ListAsync(string query) => (await _client.GetAsync($"/api/v1/generation/alerts?{query}")).Body["items"]!.AsArray();

    private async Task<IReadOnlyList<string>> PagedAsync(string query)
    {
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = (await _client.GetAsync($"/api/v1/generation/alerts?{query}&cursor={Uri.EscapeDataString(cursor)}")).Body;
            seen.AddRange(page["items"]!.AsArray().Select(alert => Text(alert!, "incidentId")));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        return seen;
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string Without(JsonNode node, string name)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(name);
        return copy.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

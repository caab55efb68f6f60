using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Contracts.TaskGeneration.V1;

namespace Monitoring.Alerting.Tests.Incidents;

/// <summary>Runs end, and incidents open, repeat, become worse and are resolved.</summary>
[Trait("requirement", "S0-10")]
[Trait("requirement", "S0-22")]
public sealed class RunIncidentTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    private async Task<JsonElement[]> IncidentsAsync(string type)
    {
        var page = await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/alerting/incidents?generationType={type}");
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private async Task<JsonElement> DetailAsync(JsonElement incident) =>
        await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/alerting/incidents/{incident.GetProperty("id").GetGuid()}");

    [Fact]
    public async Task A_run_with_too_few_successes_opens_one_incident_with_its_evidence()
    {
        await alerting.PublishAsync(AlertingFixture.Run("evidence", 0));
        var bad = AlertingFixture.Run("evidence", 1, total: 50, success: 45, source: "worker");
        await alerting.PublishAsync(bad);

        var incident = Assert.Single(await IncidentsAsync("evidence"));
        Assert.Equal("success_rate", incident.GetProperty("check").GetString());
        Assert.Equal("warning", incident.GetProperty("severity").GetString());
        Assert.Equal("firing", incident.GetProperty("status").GetString());
        Assert.Equal("Success rate of evidence was 90 % (below 95 %)", incident.GetProperty("message").GetString());
        Assert.Equal(bad.CompletedAt, incident.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(bad.RunId, incident.GetProperty("labels").GetProperty("run_id").GetGuid());
        Assert.Equal("worker", incident.GetProperty("labels").GetProperty("source").GetString());

        var evidence = incident.GetProperty("evidence");
        Assert.Equal((90, 95), (evidence.GetProperty("observed").GetDouble(), evidence.GetProperty("threshold").GetDouble()));
        Assert.Equal(45, evidence.GetProperty("run").GetProperty("successCount").GetInt32());
        Assert.Equal(100, Assert.Single(evidence.GetProperty("history").EnumerateArray().ToArray()).GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task A_complete_failure_is_critical_on_both_of_its_checks()
    {
        await alerting.PublishAsync(AlertingFixture.Run("broken", 0, success: 0));

        var incidents = await IncidentsAsync("broken");
        Assert.Equal(["complete_failure", "success_rate"], incidents.Select(incident => incident.GetProperty("check").GetString()).Order());
        Assert.All(incidents, incident => Assert.Equal("critical", incident.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task The_same_incident_repeats_escalates_and_is_resolved_by_a_good_run()
    {
        var second = AlertingFixture.Run("course", 1, success: 91);
        await alerting.PublishAsync(AlertingFixture.Run("course", 0, success: 90));
        await alerting.PublishAsync(second);
        await alerting.PublishAsync(AlertingFixture.Run("course", 2, success: 50));
        await alerting.PublishAsync(AlertingFixture.Run("course", 3, success: 99));

        var incident = Assert.Single(await IncidentsAsync("course"));
        Assert.Equal("resolved", incident.GetProperty("status").GetString());
        Assert.Equal("critical", incident.GetProperty("severity").GetString());
        Assert.Equal(AlertingFixture.T0.AddMinutes(3), incident.GetProperty("resolvedAt").GetDateTimeOffset());
        var timeline = (await DetailAsync(incident)).GetProperty("timeline").EnumerateArray().ToArray();
        Assert.Equal(["opened", "repeated", "escalated", "resolved"], timeline.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(second.RunId, timeline[1].GetProperty("runId").GetGuid());
        Assert.Equal(50, timeline[2].GetProperty("evidence").GetProperty("observed").GetDouble());

        var ofSecondRun = await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/alerting/incidents?runId={second.RunId}");
        Assert.Equal(incident.GetProperty("id").GetGuid(), Assert.Single(ofSecondRun.GetProperty("items").EnumerateArray().ToArray()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Each_change_leaves_as_a_message_with_the_run_that_caused_it_in_the_order_of_its_version()
    {
        await alerting.ExecuteAsync(
            """
            create table sent as select kind, order_key, body, seq from outbox;
            create function keep_sent() returns trigger language plpgsql as
              $$ begin insert into sent values (new.kind, new.order_key, new.body, new.seq); return new; end $$;
            create trigger keep_sent after insert on outbox for each row execute function keep_sent();
            """);
        var runs = new[] { 90, 80, 20, 100 }.Select((success, minute) => AlertingFixture.Run("messages", minute, success: success)).ToArray();
        foreach (var run in runs)
        {
            await alerting.PublishAsync(run);
        }

        var id = Assert.Single(await IncidentsAsync("messages")).GetProperty("id").GetGuid();
        var messages = await alerting.QueryAsync<string>(
            "select concat_ws(' ', kind, body ->> 'version', body ->> 'change', body -> 'labels' ->> 'run_id') from sent where order_key = @key order by seq",
            new { key = $"incident:{id}" });
        Assert.Equal(
            [
                $"alerting.incident-changed.v1 1 opened {runs[0].RunId}",
                $"alerting.incident-changed.v1 2 repeated {runs[1].RunId}",
                $"alerting.incident-changed.v1 3 escalated {runs[2].RunId}",
                $"alerting.incident-changed.v1 4 resolved {runs[3].RunId}",
            ],
            messages);
    }

    [Fact]
    public async Task A_run_without_items_resolves_nothing()
    {
        await alerting.PublishAsync(AlertingFixture.Run("silent", 0, success: 90));
        await alerting.PublishAsync(AlertingFixture.Run("silent", 1, total: 0, success: 0));

        Assert.Equal("firing", Assert.Single(await IncidentsAsync("silent")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_good_run_that_ended_before_the_bad_one_does_not_resolve_it_when_it_arrives_late()
    {
        await alerting.PublishAsync(AlertingFixture.Run("late", 10, success: 90));
        await alerting.PublishAsync(AlertingFixture.Run("late", 9, success: 100));

        Assert.Equal("firing", Assert.Single(await IncidentsAsync("late")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_bad_run_that_ended_before_the_good_one_opens_and_is_resolved_at_once_when_it_arrives_late()
    {
        await alerting.PublishAsync(AlertingFixture.Run("overtaken", 10, success: 100));
        var bad = AlertingFixture.Run("overtaken", 9, success: 10);
        await alerting.PublishAsync(bad);

        var incident = Assert.Single(await IncidentsAsync("overtaken"));
        Assert.Equal(("resolved", "critical"), (incident.GetProperty("status").GetString(), incident.GetProperty("severity").GetString()));
        Assert.Equal(bad.CompletedAt, incident.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(AlertingFixture.T0.AddMinutes(10), incident.GetProperty("resolvedAt").GetDateTimeOffset());
        Assert.Equal(bad.RunId, incident.GetProperty("labels").GetProperty("run_id").GetGuid());
        var timeline = (await DetailAsync(incident)).GetProperty("timeline").EnumerateArray();
        Assert.Equal(["opened", "resolved"], timeline.Select(line => line.GetProperty("kind").GetString()));

        // The newer run is still what the rule knows: the next bad one opens anew.
        await alerting.PublishAsync(AlertingFixture.Run("overtaken", 11, success: 10));
        Assert.Equal(["firing", "resolved"], (await IncidentsAsync("overtaken")).Select(one => one.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_message_delivered_again_has_no_second_effect()
    {
        var messageId = Guid.CreateVersion7();
        var bad = AlertingFixture.Run("again", 0, success: 90);
        await alerting.PublishAsync(bad, messageId);
        await alerting.PublishAsync(bad, messageId);

        Assert.Equal(1, Assert.Single(await IncidentsAsync("again")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_run_slower_than_three_times_the_median_of_its_type_is_found_from_the_fifth_run_on()
    {
        for (var minute = 0; minute < 4; minute++)
        {
            await alerting.PublishAsync(AlertingFixture.Run("slow", minute, durationMs: 1000));
        }

        await alerting.PublishAsync(AlertingFixture.Run("slow", 4, durationMs: 4000));
        Assert.Empty(await IncidentsAsync("slow"));

        await alerting.PublishAsync(AlertingFixture.Run("slow", 5, durationMs: 4000));
        Assert.Equal(
            "A run of slow took 4 times the usual (above 3 times the usual)",
            Assert.Single(await IncidentsAsync("slow")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_stalled_run_opens_an_incident_that_its_late_end_resolves()
    {
        var run = AlertingFixture.Run("stalls", 5);
        await alerting.PublishAsync(new GenerationRunAbandoned
        {
            RunId = run.RunId,
            GenerationType = "stalls",
            StartedAt = run.StartedAt,
            LastHeartbeatAt = run.StartedAt,
            AbandonedAt = AlertingFixture.T0.AddMinutes(4),
        });
        var open = Assert.Single(await IncidentsAsync("stalls"));
        Assert.Equal(("stalled", "firing"), (open.GetProperty("check").GetString(), open.GetProperty("status").GetString()));

        await alerting.PublishAsync(run);
        Assert.Equal("resolved", Assert.Single(await IncidentsAsync("stalls")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task People_acknowledge_comment_and_resolve_under_their_name_and_the_next_bad_run_opens_anew()
    {
        await alerting.PublishAsync(AlertingFixture.Run("people", 0, success: 90));
        var path = $"/api/v1/alerting/incidents/{Assert.Single(await IncidentsAsync("people")).GetProperty("id").GetGuid()}";

        Assert.Equal(HttpStatusCode.OK, (await alerting.Http.PostAsJsonAsync($"{path}/acknowledge", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await alerting.Http.PostAsync($"{path}/acknowledge", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await alerting.Http.PostAsJsonAsync($"{path}/comment", new { comment = "Looking." })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await alerting.Http.PostAsJsonAsync($"{path}/comment", new { comment = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await alerting.Http.PostAsJsonAsync($"{path}/resolve", new { comment = "Fixed." })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await alerting.Http.PostAsJsonAsync($"{path}/resolve", new { })).StatusCode);

        var detail = await alerting.Http.GetFromJsonAsync<JsonElement>(path);
        Assert.Equal(
            ["opened/", "acknowledged/test", "commented/test", "resolved/test"],
            detail.GetProperty("timeline").EnumerateArray().Select(line => $"{line.GetProperty("kind")}/{line.GetProperty("actor").GetString()}"));
        Assert.Equal("test", detail.GetProperty("acknowledgedBy").GetString());

        await alerting.PublishAsync(AlertingFixture.Run("people", 1, success: 90));
        Assert.Equal(["firing", "resolved"], (await IncidentsAsync("people")).Select(incident => incident.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task The_list_is_paged_by_cursor_and_refuses_what_it_does_not_know()
    {
        for (var minute = 0; minute < 3; minute++)
        {
            await alerting.PublishAsync(AlertingFixture.Run("paged", minute, success: 90));
            await alerting.PublishAsync(AlertingFixture.Run("paged", minute + 0.5));
        }

        var first = await alerting.Http.GetFromJsonAsync<JsonElement>("/api/v1/admin/alerts?generationType=paged&limit=2");
        var next = first.GetProperty("nextCursor").GetString();
        var second = await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/admin/alerts?generationType=paged&limit=2&cursor={next}");
        Assert.Equal(
            [2.0, 1.0, 0.0],
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
                .Select(incident => (incident.GetProperty("startedAt").GetDateTimeOffset() - AlertingFixture.T0).TotalMinutes));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);

        var refused = await alerting.Http.GetAsync(new Uri("/api/v1/alerting/incidents?status=odd&limit=0&ruleId=x&from=today&cursor=forged", UriKind.Relative));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ["cursor", "from", "limit", "ruleId", "status"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }
}

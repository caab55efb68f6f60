using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Alerting.Tests.Rules;

/// <summary>Rules over HTTP: written, edited by one at a time, switched, reset, deleted.</summary>
[Trait("requirement", "S1-19")]
[Trait("requirement", "S1-20")]
[Trait("requirement", "S1-21")]
[Trait("requirement", "S1-34")]
public sealed class RuleEndpointTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    private const string Rules = "/api/v1/alerting/rules";
    private const string SourceRules = "/api/v1/admin/alerts/rules";

    private static object Draft(string type, double warning = 50, int? version = null) => new
    {
        name = $"Rule of {type}",
        check = "success_rate",
        filter = new { generation_type = type },
        warning,
        version,
    };

    private async Task<JsonElement> CreateAsync(object draft, string path = Rules)
    {
        var response = await alerting.Http.PostAsJsonAsync(path, draft);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> BuiltInAsync(string key) =>
        (await alerting.Http.GetFromJsonAsync<JsonElement>(Rules)).GetProperty("items").EnumerateArray()
            .Single(rule => rule.GetProperty("key").GetString() == key);

    private static string PathOf(JsonElement rule) => $"{Rules}/{rule.GetProperty("id").GetGuid()}";

    private async Task<HttpStatusCode> PostAsync(string path) => (await alerting.Http.PostAsync(new Uri(path, UriKind.Relative), null)).StatusCode;

    private async Task<string[]> StatusesAsync(JsonElement rule) =>
        [.. (await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/alerting/incidents?ruleId={rule.GetProperty("id").GetGuid()}"))
            .GetProperty("items").EnumerateArray().Select(incident => incident.GetProperty("status").GetString()!)];

    [Fact]
    public async Task A_custom_rule_judges_only_what_its_filter_matches()
    {
        var rule = await CreateAsync(Draft("filtered"));

        await alerting.PublishAsync(AlertingFixture.Run("filtered", 0, success: 40));
        await alerting.PublishAsync(AlertingFixture.Run("other", 0, success: 40));

        Assert.Equal(["firing"], await StatusesAsync(rule));
    }

    [Theory]
    [InlineData(Rules)]
    [InlineData(SourceRules)]
    public async Task A_rule_is_created_replaced_and_deleted_under_both_names(string path)
    {
        var created = await CreateAsync(Draft("named"), path);
        var own = $"{path}/{created.GetProperty("id").GetGuid()}";

        var replaced = await (await alerting.Http.PutAsJsonAsync(own, Draft("named", warning: 60))).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((60, 2), (replaced.GetProperty("warning").GetDouble(), replaced.GetProperty("version").GetInt32()));
        Assert.Equal(HttpStatusCode.NoContent, (await alerting.Http.DeleteAsync(new Uri(own, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await alerting.Http.DeleteAsync(new Uri(own, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task An_edit_of_what_has_changed_since_is_refused()
    {
        var rule = await CreateAsync(Draft("versioned"));
        Assert.Equal(HttpStatusCode.OK, (await alerting.Http.PutAsJsonAsync(PathOf(rule), Draft("versioned", 60, version: 1))).StatusCode);

        Assert.Equal(HttpStatusCode.Conflict, (await alerting.Http.PutAsJsonAsync(PathOf(rule), Draft("versioned", 70, version: 1))).StatusCode);
        using var stale = new HttpRequestMessage(HttpMethod.Put, PathOf(rule)) { Content = JsonContent.Create(Draft("versioned", 70)) };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await alerting.Http.SendAsync(stale)).StatusCode);

        var current = await alerting.Http.GetAsync(new Uri(PathOf(rule), UriKind.Relative));
        using var fresh = new HttpRequestMessage(HttpMethod.Put, PathOf(rule)) { Content = JsonContent.Create(Draft("versioned", 70)) };
        fresh.Headers.IfMatch.Add(current.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await alerting.Http.SendAsync(fresh)).StatusCode);
    }

    [Fact]
    public async Task A_rule_that_was_read_can_be_sent_back_with_a_change()
    {
        var rule = JsonNode.Parse((await BuiltInAsync("run.duration")).GetRawText())!;
        rule["warning"] = 45_000;

        var response = await alerting.Http.PutAsJsonAsync($"{Rules}/{rule["id"]}", rule);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"{Rules}/{rule["id"]}/reset"));
        Assert.Equal(30_000, (await BuiltInAsync("run.duration")).GetProperty("warning").GetDouble());
    }

    [Fact]
    public async Task A_built_in_rule_cannot_be_deleted_and_a_custom_one_cannot_be_reset()
    {
        Assert.Equal(
            HttpStatusCode.Conflict, (await alerting.Http.DeleteAsync(new Uri(PathOf(await BuiltInAsync("run.stalled")), UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync($"{PathOf(await CreateAsync(Draft("unresettable")))}/reset"));
    }

    [Fact]
    public async Task Switching_a_rule_off_ends_its_incidents_and_nothing_opens_until_it_is_on_again()
    {
        var rule = await CreateAsync(Draft("switched"));
        await alerting.PublishAsync(AlertingFixture.Run("switched", 0, success: 40));

        Assert.Equal(HttpStatusCode.OK, await PostAsync($"{PathOf(rule)}/disable"));
        await alerting.PublishAsync(AlertingFixture.Run("switched", 1, success: 40));
        Assert.Equal(["resolved"], await StatusesAsync(rule));

        Assert.Equal(HttpStatusCode.OK, await PostAsync($"{PathOf(rule)}/enable"));
        await alerting.PublishAsync(AlertingFixture.Run("switched", 2, success: 40));
        Assert.Equal(["firing", "resolved"], await StatusesAsync(rule));
    }

    [Fact]
    public async Task Other_thresholds_keep_an_open_incident_and_another_filter_ends_it()
    {
        var rule = await CreateAsync(Draft("turned"));
        await alerting.PublishAsync(AlertingFixture.Run("turned", 0, success: 40));

        await alerting.Http.PutAsJsonAsync(PathOf(rule), Draft("turned", warning: 60));
        Assert.Equal(["firing"], await StatusesAsync(rule));

        await alerting.Http.PutAsJsonAsync(PathOf(rule), Draft("elsewhere"));
        Assert.Equal(["resolved"], await StatusesAsync(rule));
    }

    [Fact]
    public async Task A_deleted_rule_leaves_its_incidents_resolved()
    {
        var rule = await CreateAsync(Draft("deleted"));
        await alerting.PublishAsync(AlertingFixture.Run("deleted", 0, success: 40));

        await alerting.Http.DeleteAsync(new Uri(PathOf(rule), UriKind.Relative));

        Assert.Equal(["resolved"], await StatusesAsync(rule));
    }

    [Fact]
    public async Task Writing_needs_an_operator()
    {
        using var viewer = alerting.CreateClient(Access.Read);

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(new Uri(Rules, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsJsonAsync(Rules, Draft("forbidden"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsJsonAsync(SourceRules, Draft("forbidden"))).StatusCode);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { """{"check":"success_rate","warning":50}""", "name" },
        { """{"name":" ","check":"success_rate","warning":50}""", "name" },
        { """{"name":"a\u0007b","check":"success_rate","warning":50}""", "name" },
        { $$"""{"name":"{{new string('n', 201)}}","check":"success_rate","warning":50}""", "name" },
        { """{"name":"x","warning":50}""", "check" },
        { """{"name":"x","check":"{{7*7}}","warning":50}""", "check" },
        { """{"name":"x","check":"avg(cpu","warning":50}""", "check" },
        { """{"name":"x","check":"success_rate","signal":"metric","warning":50}""", "signal" },
        { """{"name":"x","check":"success_rate","metric":"cpu","warning":50}""", "metric" },
        { """{"name":"x","check":"success_rate","unit":"ms","warning":50}""", "unit" },
        { """{"name":"x","check":"success_rate","comparison":"above","warning":50}""", "comparison" },
        { """{"name":"x","check":"success_rate","holdSeconds":60,"warning":50}""", "holdSeconds" },
        { """{"name":"x","check":"success_rate"}""", "warning" },
        { """{"name":"x","check":"success_rate","warning":101}""", "warning" },
        { """{"name":"x","check":"success_rate","warning":-1}""", "warning" },
        { """{"name":"x","check":"success_rate","warning":50,"critical":60}""", "critical" },
        { """{"name":"x","check":"success_rate","warning":50,"critical":50}""", "critical" },
        { """{"name":"x","check":"error_count","warning":50,"critical":40}""", "critical" },
        { """{"name":"x","check":"error_count","warning":-1}""", "warning" },
        { """{"name":"x","check":"complete_failure","critical":2}""", "critical" },
        { """{"name":"x","check":"stalled","critical":0}""", "critical" },
        { """{"name":"x","check":"success_rate","warning":"NaN"}""", "warning" },
        { """{"name":"x","check":"success_rate","warning":"50"}""", "warning" },
        { """{"name":"x","check":"success_rate","warning":1e999}""", "warning" },
        { """{"name":"x","check":"success_rate","warning":true}""", "warning" },
        { """{"name":7,"check":"success_rate","warning":50}""", "name" },
        { """{"name":"x","check":"success_rate","warning":50,"filter":[]}""", "filter" },
        { """{"name":"x","check":"success_rate","warning":50,"filter":{"generation_type":1}}""", "filter.generation_type" },
        { """{"name":"x","check":"success_rate","warning":50,"filter":{"generation_type":null}}""", "filter" },
        { """{"name":"x","check":"success_rate","warning":50,"filter":{"host":"a"}}""", "filter" },
        { """{"name":"x","check":"success_rate","warning":50,"filter":{"":"a"}}""", "filter" },
        { """{"name":"x","check":"success_rate","warning":50,"version":0}""", "version" },
        { """{"name":"x","check":"success_rate","warning":50,"role":"admin"}""", "role" },
        { """{"name":"x","check":"success_rate","warning":50,"tenantId":"other"}""", "tenantId" },
        { """{"name":"x","check":"threshold","comparison":"above","warning":1}""", "metric" },
        { """{"name":"x","check":"threshold","metric":"(a+)+$","comparison":"above","warning":1}""", "metric" },
        { """{"name":"x","check":"threshold","metric":"a b","comparison":"above","warning":1}""", "metric" },
        { """{"name":"x","check":"threshold","metric":"a'; drop table rule; --","comparison":"above","warning":1}""", "metric" },
        { """{"name":"x","check":"threshold","metric":"cpu","warning":1}""", "comparison" },
        { """{"name":"x","check":"threshold","metric":"cpu","comparison":"near","warning":1}""", "comparison" },
        { """{"name":"x","check":"threshold","metric":"cpu","comparison":"below","warning":1,"critical":2}""", "critical" },
        { """{"name":"x","check":"threshold","metric":"cpu","comparison":"above","warning":1,"holdSeconds":-1}""", "holdSeconds" },
        { """{"name":"x","check":"threshold","metric":"cpu","comparison":"above","warning":1,"holdSeconds":86401}""", "holdSeconds" },
        { """{"name":"x","check":"threshold","metric":"cpu","comparison":"above","warning":1,"holdSeconds":1.5}""", "holdSeconds" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [Trait("bad-input", "B26")]
    public async Task A_rule_that_makes_no_sense_is_refused_with_its_field_and_not_stored(string body, string field)
    {
        var before = await alerting.ScalarAsync<long>("select count(*) from rule where key is null and name = 'x'");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await alerting.Http.PostAsync(new Uri(Rules, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/validation", problem.GetProperty("type").GetString());
        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(before, await alerting.ScalarAsync<long>("select count(*) from rule where key is null and name = 'x'"));
    }

    [Fact]
    [Trait("bad-input", "B26")]
    public async Task There_is_a_last_rule()
    {
        await alerting.ExecuteAsync(
            """
            insert into rule (id, name, description, is_enabled, check_name, filter, comparison, warning, hold_seconds, unit)
            select gen_random_uuid(), 'filler', '', false, 'duration', '{}', 'above', 1, 0, 'ms' from generate_series(1, 500)
            """);

        Assert.Equal(HttpStatusCode.Conflict, (await alerting.Http.PostAsJsonAsync(Rules, Draft("last"))).StatusCode);
        await alerting.ExecuteAsync("delete from rule where name = 'filler'");
    }
}

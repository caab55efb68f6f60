using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Contracts.Metrics.V1;

namespace Monitoring.Alerting.Tests.Preview;

/// <summary>What a rule would have done is what it did.</summary>
public sealed class PreviewTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    private const string Span = "2026-03-01T00:00:00Z";

    private async Task<JsonElement> PreviewAsync(object rule)
    {
        var response = await alerting.Http.PostAsJsonAsync(
            "/api/v1/alerting/rules/preview", new { rule, from = Span, to = AlertingFixture.T0.AddDays(1) });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<IReadOnlyList<string>> IncidentsAsync(string rule) => alerting.QueryAsync<string>(
        """
        select to_char(started_at, 'HH24:MI:SS') || ' ' || coalesce(to_char(resolved_at, 'HH24:MI:SS'), 'open') || ' ' || severity
        from incident where rule_name = @rule order by started_at, id
        """,
        new { rule });

    private static IEnumerable<string> Spans(JsonElement preview) => preview.GetProperty("spans").EnumerateArray().Select(span =>
        $"{span.GetProperty("start").GetDateTimeOffset():HH:mm:ss} "
        + $"{(span.GetProperty("end").ValueKind == JsonValueKind.Null ? "open" : $"{span.GetProperty("end").GetDateTimeOffset():HH:mm:ss}")} "
        + span.GetProperty("severity").GetString());

    [Theory]
    [InlineData("success_rate", 80.0, 40.0)]
    [InlineData("duration", 3000.0, 6000.0)]
    [InlineData("duration_vs_median", 1.5, 1.9)]
    [InlineData("error_count", 4.0, 8.0)]
    public async Task The_preview_of_a_rule_on_runs_equals_its_incidents(string check, double warning, double critical)
    {
        var name = $"preview of {check}";
        var type = $"preview_{check}";
        var rule = new { name, check, warning, critical, filter = new { generation_type = type } };
        await alerting.Http.PostAsJsonAsync("/api/v1/alerting/rules", rule);

        var random = new Random(20260301);
        for (var minute = 0; minute < 60; minute++)
        {
            await alerting.PublishAsync(AlertingFixture.Run(
                type, minute, success: random.Next(0, 101), errors: random.Next(0, 10), durationMs: random.Next(1, 8000)));
        }

        var preview = await PreviewAsync(rule);
        var incidents = await IncidentsAsync(name);
        Assert.NotEmpty(incidents);
        Assert.Equal(incidents, Spans(preview));
        Assert.Equal(incidents.Count, preview.GetProperty("counts").GetProperty("opened").GetInt32());
    }

    [Fact]
    public async Task The_preview_of_a_metric_rule_with_a_hold_equals_its_incidents()
    {
        var rule = new
        {
            name = "preview of a metric",
            check = "threshold",
            metric = "queue.depth",
            comparison = "above",
            warning = 50,
            critical = 90,
            holdSeconds = 30,
        };
        await alerting.Http.PostAsJsonAsync("/api/v1/alerting/rules", rule);
        var random = new Random(20260302);
        for (var second = 0; second < 3600; second += 15)
        {
            await alerting.PublishAsync(new SamplesObserved
            {
                ObservedAt = AlertingFixture.T0.AddSeconds(second),
                Samples = [new() { Metric = "queue.depth", Labels = new Dictionary<string, string>(), Value = random.Next(0, 130) }],
            });
        }

        var preview = await PreviewAsync(rule);
        Assert.Equal(await IncidentsAsync("preview of a metric"), Spans(preview));
        Assert.Equal(240, preview.GetProperty("counts").GetProperty("judged").GetInt32());
        Assert.InRange(preview.GetProperty("suggestedThreshold").GetDouble(), 120, 130);
    }

    [Fact]
    public async Task A_preview_says_all_that_is_wrong_with_its_request()
    {
        var response = await alerting.Http.PostAsJsonAsync(
            "/api/v1/alerting/rules/preview", new { rule = new { name = "x", check = "odd" }, from = "0001-01-01T00:00:00Z", to = "0001-01-01T00:00:00Z" });

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["check", "from"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }
}

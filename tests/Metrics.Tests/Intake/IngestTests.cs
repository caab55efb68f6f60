using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Tests.Query;

namespace Monitoring.Metrics.Tests.Intake;

public sealed class IngestTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    [Fact]
    public async Task Good_samples_are_stored_and_the_others_named()
    {
        using var response = await PostAsync(
            $$$"""
            [{"metric":"json.depth","value":3,"labels":{"queue":"mail"}},
             {"metric":"json.depth","value":"three"},
             {"metric":"json depth","value":3},
             {"metric":"json.depth","value":4,"timestamp":{{{metrics.NowMs + 1000}}},"labels":{"queue":"mail"}}]
            """);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var stored = await metrics.QueryAsync(QueryTests.Ask("json.depth", "sum", metrics.NowMs, metrics.NowMs + 15_000));

        Assert.Equal((2, 2), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.Equal(
            [(1, "invalid_value"), (2, "invalid_name")],
            answer.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("index").GetInt32(), error.GetProperty("reason").GetString())));
        Assert.Equal(7, stored.Results.Single().Series.Single().Points.Single().Value);
    }

    [Theory]
    [Trait("promise", "bad-input")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"samples":[]}""")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("""[{"metric":1,"value":1}]""")]
    [InlineData("""[{"metric":null,"value":1}]""")]
    [InlineData("""[{"metric":"a","value":null}]""")]
    [InlineData("""[{"metric":"a","value":[]}]""")]
    [InlineData("""[{"metric":"a","value":1e400}]""")]
    [InlineData("""[{"metric":"a","value":NaN}]""")]
    [InlineData("""[{"metric":"a","value":1,"labels":[]}]""")]
    [InlineData("""[{"metric":"a","value":1,"labels":{"x":1}}]""")]
    [InlineData("""[{"metric":"a","value":1,"labels":{"__x":"1"}}]""")]
    [InlineData("""[{"metric":"a","value":1,"labels":{"x":"\ud800"}}]""")]
    [InlineData("""[{"metric":"a","value":1,"kind":"summary"}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":0}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":-1}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":1.5}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":"9999-12-31T23:59:59Z"}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":"2026-01-15T12:00:00"}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":"2026-01-15T12:00:60Z"}]""")]
    [InlineData("""[{"metric":"a","value":1,"timestamp":1768478400000000}]""")]
    public async Task Bad_bodies_are_refused_and_nothing_is_stored(string body)
    {
        using var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Null(metrics.Registry.Find("a"));
    }

    [Fact]
    public async Task A_body_cut_anywhere_is_refused()
    {
        const string Whole = """[{"metric":"cut","value":1,"labels":{"x":"y"}}]""";

        for (var length = 0; length < Whole.Length; length++)
        {
            using var response = await PostAsync(Whole[..length]);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Null(metrics.Registry.Find("cut"));
    }

    [Fact]
    public async Task Nesting_beyond_32_is_refused()
    {
        using var response = await PostAsync(new string('[', 100_000));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task More_samples_than_a_request_may_hold_are_413()
    {
        using var response = await PostAsync($"[{string.Join(',', Enumerable.Repeat("{}", PointLimit.PerRequest + 1))}]");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Invalid_utf8_is_refused_and_nul_is_kept_visible()
    {
        using var invalid = await metrics.Http.PostAsync("/api/v1/metrics/ingest", Json([.. "[{\"metric\":\"u\",\"value\":1,\"labels\":{\"x\":\""u8, 0xC3, 0x28, .. "\"}}]"u8]));
        using var nul = await PostAsync("""[{"metric":"nul","value":1,"labels":{"x":"a\u0000b","emoji":"🦊"}}]""");

        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
        Assert.Equal(HttpStatusCode.OK, nul.StatusCode);
        Assert.Equal("emoji=🦊, x=a\u2400b", metrics.Registry.Find("nul")!.Series.Single().Labels.ToString());
    }

    [Fact]
    public async Task Other_content_types_are_refused()
    {
        using var response = await metrics.Http.PostAsync("/api/v1/metrics/ingest", new StringContent("[]", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData(-24 * 3600 - 1, RejectionReason.TooOld)]
    [InlineData(601, RejectionReason.TooNew)]
    public async Task Points_beyond_the_accepted_times_are_refused_alone(int seconds, string reason)
    {
        var outcome = await metrics.StoreAsync(
            MetricsFixture.Point("test.times", metrics.NowMs + (seconds * 1000L), 1), MetricsFixture.Point("test.times", metrics.NowMs, 1));

        Assert.Equal((1, reason), (outcome.Accepted, outcome.Rejections.Single().Reason));
    }

    [Fact]
    public async Task Late_and_repeated_points_count_once_and_two_values_in_a_millisecond_do_not_hide_each_other()
    {
        var t = metrics.NowMs;
        var first = await metrics.StoreAsync(MetricsFixture.Point("test.order", t, 1), MetricsFixture.Point("test.order", t - 5_000, 2), MetricsFixture.Point("test.order", t, 1));
        var second = await metrics.StoreAsync(MetricsFixture.Point("test.order", t + 1, 1), MetricsFixture.Point("test.order", t + 1, 2));
        var counted = await metrics.QueryAsync(QueryTests.Ask("test.order", "count", t - 15_000, t + 15_000, step: "1h"));

        Assert.Empty(first.Rejections);
        Assert.Equal(RejectionReason.SameMillisecond, second.Rejections.Single().Reason);
        Assert.Equal(3, counted.Results.Single().Series.Single().Points.Sum(point => point.Value));
    }

    [Fact]
    public async Task A_metric_keeps_its_kind()
    {
        await metrics.StoreAsync(MetricsFixture.Point("test.kind", metrics.NowMs, 1));

        var outcome = await metrics.StoreAsync(MetricsFixture.Point("test.kind", metrics.NowMs + 1, 1) with { Kind = MetricKind.Counter });

        Assert.Equal(RejectionReason.KindConflict, outcome.Rejections.Single().Reason);
    }

    [Theory]
    [Trait("promise", "ME-4")]
    [InlineData(65, 5, 5, RejectionReason.TooManyLabels)]
    [InlineData(1, 129, 5, RejectionReason.LabelTooLong)]
    [InlineData(1, 5, 1025, RejectionReason.LabelTooLong)]
    [InlineData(64, 128, 1024, null)]
    public async Task Labels_have_their_bounds(int labels, int nameLength, int valueLength, string? reason)
    {
        var outcome = await metrics.StoreAsync(MetricsFixture.Point("test.labels", metrics.NowMs, 1) with
        {
            Labels = LabelSet.Of(Enumerable.Range(0, labels).Select(i => KeyValuePair.Create(
                i.ToString(CultureInfo.InvariantCulture).PadLeft(nameLength, 'n'), new string('v', valueLength)))),
        });

        Assert.Equal(reason, outcome.Rejections.SingleOrDefault()?.Reason);
    }

    private Task<HttpResponseMessage> PostAsync(string body) => metrics.Http.PostAsync("/api/v1/metrics/ingest", Json(Encoding.UTF8.GetBytes(body)));

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new("application/json") } };
}

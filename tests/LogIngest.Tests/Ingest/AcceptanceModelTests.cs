using System.Net;
using System.Text;
using System.Text.Json;

namespace Monitoring.LogIngest.Tests.Ingest;

/// <summary>T-LI-3: what is accepted and what is rejected is all that was sent, each rejection with its index and reason.</summary>
[Trait("promise", "T-LI-3")]
public sealed class AcceptanceModelTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private const string Fine = """ "level":"info","message":"fine" """;

    // Each defect with the reason it must be given; null is no defect. "$" stands for the batch's service.
    private static readonly (string Record, string? Reason)[] _kinds =
    [
        ($$"""{"service":"$",{{Fine}}}""", null),
        ($$"""{"service":"$",{{Fine}},"timestamp":null,"attributes":null,"traceId":null,"id":7,"role":"admin"}""", null),
        ($$"""{"service":"$",{{Fine}},"level":"FATAL","attributes":{"a":{"b":[1,2,{"c":null}]} } }""", null),
        ("7", "malformed"),
        ($$"""{"service":"$",{{Fine}},"timestamp":"2020-01-01T00:00:00Z"}""", "too_old"),
        ($$"""{"service":"$",{{Fine}},"timestamp":"2999-01-01T00:00:00Z"}""", "too_new"),
        ($$"""{"service":"$",{{Fine}},"timestamp":"2026-01-01T00:00:00"}""", "timestamp_invalid"),
        ($$"""{"service":"$",{{Fine}},"timestamp":1767225600000}""", "timestamp_invalid"),
        ("""{"service":"$","message":"m","level":"loud"}""", "level_invalid"),
        ("""{"service":"$","message":"m"}""", "level_invalid"),
        ("""{"level":"info","message":"m"}""", "service_invalid"),
        ($$"""{"level":"info","message":"m","service":"{{new string('s', 129)}}"}""", "service_invalid"),
        ("""{"service":"$","level":"info","message":""}""", "message_invalid"),
        ("""{"service":"$","level":"info","message":{"a":1}}""", "message_invalid"),
        ($$"""{"service":"$",{{Fine}},"attributes":[1]}""", "attributes_invalid"),
        ($$"""{"service":"$",{{Fine}},"attributes":{ {{Members(257)}} } }""", "too_many_attributes"),
        ($$"""{"service":"$",{{Fine}},"attributes":{ {{Members(256)}} } }""", null),
        ($$"""{"service":"$",{{Fine}},"attributes":{"{{new string('n', 129)}}":1} }""", "attribute_name_too_long"),
        ($$"""{"service":"$",{{Fine}},"attributes":{"a":{{Nested(32)}}} }""", null),
        ($$"""{"service":"$",{{Fine}},"attributes":{"a":{{Nested(33)}}} }""", "nesting_too_deep"),
        ($$"""{"service":"$",{{Fine}},"attributes":{"a":"{{new string('x', 262_144)}}"} }""", "attributes_too_large"),
        ($$"""{"service":"$",{{Fine}},"traceId":"12"}""", "trace_id_invalid"),
        ($$"""{"service":"$",{{Fine}},"spanId":"0000000000000000"}""", "span_id_invalid"),
        ("""{"service":"$","level":"info","message":"\ud800"}""", "text_invalid"),
    ];

    [Fact]
    public async Task Two_thousand_random_batches_are_judged_as_the_model_says()
    {
        var random = new Random(20260115);
        var service = $"model-{Guid.CreateVersion7():N}";
        var accepted = 0;
        for (var batch = 0; batch < 2000; batch++)
        {
            // Large defects are rare, or the test would do nothing else.
            var sent = Enumerable.Range(0, random.Next(1, 12))
                .Select(_ => _kinds[random.Next(_kinds.Length)])
                .Where(kind => kind.Record.Length < 10_000 || random.Next(20) == 0)
                .Append(_kinds[0])
                .ToList();
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sent));

            var answer = await PostAsync(sent.Select(kind => kind.Record.Replace("$", service, StringComparison.Ordinal)), isLines: random.Next(2) == 0);

            var expected = sent.Index().Where(item => item.Item.Reason is not null).Select(item => (item.Index, item.Item.Reason!));
            var errors = answer.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("index").GetInt32(), error.GetProperty("reason").GetString()!));
            Assert.Equal(expected, errors);
            Assert.Equal(sent.Count(kind => kind.Reason is null), answer.GetProperty("accepted").GetInt32());
            Assert.Equal(sent.Count(kind => kind.Reason is not null), answer.GetProperty("rejected").GetInt32());
            accepted += answer.GetProperty("accepted").GetInt32();
        }

        Assert.Equal(accepted, (await logs.SearchAsync($"service={service}")).Count);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public async Task Deep_nesting_alone_is_400(int depth)
    {
        using var content = new StringContent(
            $$"""{"service":"deep",{{Fine}},"attributes":{"a":{{Nested(depth)}}} }""", Encoding.UTF8, "application/json");
        using var response = await logs.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":{i}"));

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private async Task<JsonElement> PostAsync(IEnumerable<string> records, bool isLines)
    {
        var body = isLines ? string.Join('\n', records) : $"[{string.Join(',', records)}]";
        using var content = new StringContent(body, Encoding.UTF8, isLines ? "application/x-ndjson" : "application/json");
        using var response = await logs.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Runs;

/// <summary>Whatever is sent, the answer is a problem that says what is wrong, and nothing is stored.</summary>
public sealed class BadInputTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private const string SomeRun = $"{RunClient.Runs}/01990000-0000-7000-8000-000000000000";
    private const string Start = """{"generationType":"auto","targetYear":2026,"metadata":{"a":[1,{"b":"ü"}]}}""";
    private const string Malformed = "/problems/malformed-body";
    private const string Validation = "/problems/validation";

    private readonly RunClient _client = new(module.Http);

    public static TheoryData<string> PostRoutes => [RunClient.Runs, $"{SomeRun}/heartbeat", $"{SomeRun}/errors", $"{SomeRun}/complete"];

    public static TheoryData<string, string, string> WrongTypes
    {
        get
        {
            var fields = new (string Route, string Body, string Path, string[] Wrong)[]
            {
                (RunClient.Runs, """{"generationType":VALUE}""", "generationType", ["1", "true", "[]", "{}"]),
                (RunClient.Runs, """{"generationType":"auto","id":VALUE}""", "id", ["1", "[]", "\"x\""]),
                (RunClient.Runs, """{"generationType":"auto","targetYear":VALUE}""", "targetYear", ["\"2026\"", "1.5", "1e400", "9223372036854775808", "[]", "{}", "true"]),
                (RunClient.Runs, """{"generationType":"auto","targetMonth":VALUE}""", "targetMonth", ["\"3\"", "0", "13", "-1"]),
                (RunClient.Runs, """{"generationType":"auto","source":VALUE}""", "source", ["1", "{}", "\"\\ud800\""]),
                (RunClient.Runs, """{"generationType":"auto","startedAt":VALUE}""", "startedAt", ["0", "1768478400", "\"2026-01-15T12:00:00\"", "\"9999-12-31T23:59:59Z\""]),
                (RunClient.Runs, """{"generationType":"auto","metadata":VALUE}""", "metadata", ["1", "\"x\"", "[]", "{\"a\":1e400}", "{\"a\":\"\\udc00\"}"]),
                (RunClient.Runs, """{"generationType":"auto","expectedDurationMs":VALUE}""", "expectedDurationMs", ["\"1\"", "-9223372036854775808", "0.5"]),
                ($"{SomeRun}/heartbeat", """{"processed":VALUE}""", "processed", ["\"1\"", "-1", "[]"]),
                ($"{SomeRun}/heartbeat", """{"message":VALUE}""", "message", ["1", "[]"]),
                ($"{SomeRun}/errors", """{"message":VALUE}""", "message", ["1", "null", "[]", "\"\""]),
                ($"{SomeRun}/errors", """{"message":"x","context":VALUE}""", "context", ["1", "\"x\"", "[]"]),
                ($"{SomeRun}/complete", """{"stats":VALUE}""", "stats", ["1", "null", "[]"]),
                ($"{SomeRun}/complete", """{"stats":{"total":VALUE,"success":0,"failed":0}}""", "stats.total", ["\"1\"", "-1", "1.5", "2147483648", "null"]),
                ($"{SomeRun}/complete", """{"stats":{"total":1,"success":1,"failed":0},"durationMs":VALUE}""", "durationMs", ["\"1\"", "-1", "9223372036854775807"]),
                ($"{SomeRun}/complete", """{"stats":{"total":1,"success":1,"failed":0},"errorMessages":VALUE}""", "errorMessages", ["\"x\"", "{}", "[null]"]),
            };
            var data = new TheoryData<string, string, string>();
            foreach (var (route, body, path, wrong) in fields)
            {
                foreach (var value in wrong)
                {
                    data.Add(route, body.Replace("VALUE", value, StringComparison.Ordinal), path);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PostRoutes))]
    public async Task Bodies_that_are_no_object_are_malformed(string route)
    {
        foreach (var body in new[] { "", "[]", " \n", "null", "1", "\"x\"", "{", "{}}", "{\"a\":1,}", "{'a':1}" })
        {
            var answer = await _client.PostTextAsync(route, body);
            Assert.Equal((HttpStatusCode.BadRequest, Malformed, true), (answer.Status, answer.Type, answer.Body["traceId"] is not null));
        }
    }

    [Theory]
    [InlineData(RunClient.Runs)]
    [InlineData($"{SomeRun}/errors")]
    [InlineData($"{SomeRun}/complete")]
    public async Task An_object_without_members_is_malformed_where_something_is_required(string route) =>
        await ExpectAsync(HttpStatusCode.BadRequest, Malformed, _client.PostTextAsync(route, "{}"));

    [Fact]
    public async Task A_body_cut_off_at_any_byte_is_malformed_and_stores_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Start.Replace("auto", "cut_off", StringComparison.Ordinal));
        for (var length = 0; length < bytes.Length; length++)
        {
            using var content = new ByteArrayContent(bytes[..length]);
            content.Headers.ContentType = new("application/json");
            await ExpectAsync(HttpStatusCode.BadRequest, Malformed, _client.PostAsync(RunClient.Runs, content, null));
        }

        Assert.Empty((await _client.GetAsync($"{RunClient.Runs}?generationType=cut_off")).Body["items"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task A_wrong_value_is_named_by_its_path(string route, string body, string field)
    {
        var answer = await _client.PostTextAsync(route, body);

        Assert.Equal((HttpStatusCode.BadRequest, Validation), (answer.Status, answer.Type));
        Assert.StartsWith(field, Assert.Single(answer.Body["errors"]!.AsObject()).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_and_never_bound()
    {
        var answer = await _client.PostTextAsync(
            RunClient.Runs,
            """{"generationType":"extra","status":"completed","role":"admin","tenantId":"t","isAdmin":true,"successRate":100,"__proto__":{"x":1},"$type":"X"}""");

        var run = await _client.RunAsync(answer.Body["id"]!.GetValue<Guid>());
        Assert.Equal(("running", null, "{}"), (run["status"]!.GetValue<string>(), run["successRate"], run["metadata"]!.ToJsonString()));
    }

    [Fact]
    public async Task Of_a_duplicate_key_the_last_value_counts()
    {
        var answer = await _client.PostTextAsync(RunClient.Runs, """{"generationType":"one","generationType":"two"}""");

        Assert.Equal("two", (await _client.RunAsync(answer.Body["id"]!.GetValue<Guid>()))["generationType"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(31, HttpStatusCode.Created)]
    [InlineData(33, HttpStatusCode.BadRequest)]
    [InlineData(1000, HttpStatusCode.BadRequest)]
    [InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task Nesting_is_limited(int depth, HttpStatusCode status)
    {
        var arrays = new string('[', depth - 2) + new string(']', depth - 2);
        var body = """{"generationType":"nested","metadata":{"a":ARRAYS}}""".Replace("ARRAYS", arrays, StringComparison.Ordinal);

        Assert.Equal(status, (await _client.PostTextAsync(RunClient.Runs, body)).Status);
    }

    [Theory]
    [InlineData(-1, false, HttpStatusCode.Accepted)]
    [InlineData(0, false, HttpStatusCode.Accepted)]
    [InlineData(1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(0, true, HttpStatusCode.Accepted)]
    [InlineData(1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_have_one_MiB(int bytesOver, bool isChunked, HttpStatusCode status)
    {
        var id = await _client.StartAsync();
        const string Frame = """{"message":""}""";
        var body = Encoding.UTF8.GetBytes(Frame.Replace("\"\"", $"\"{new string('x', (1024 * 1024) + bytesOver - Frame.Length)}\"", StringComparison.Ordinal));
        using var content = isChunked ? new ChunkedContent(body) : new ByteArrayContent(body) as HttpContent;
        content.Headers.ContentType = new("application/json");

        var answer = await _client.PostAsync($"{RunClient.Runs}/{id}/errors", content, null);

        Assert.Equal(status, answer.Status);
        if (status == HttpStatusCode.RequestEntityTooLarge)
        {
            Assert.Equal("/problems/payload-too-large", answer.Type);
        }
    }

    [Fact]
    public async Task Any_text_comes_back_as_it_was_sent_but_for_NUL()
    {
        const string Text = "NUL \0 CR\r LF\n ANSI \u001b[31m separators \u2028\u2029 rtl \u202eabc zero\u200bwidth é e\u0301 😀 <script>alert(1)</script> %_' -- =1+1";
        var id = await _client.StartAsync(new { generationType = "text", source = "s\0", metadata = new { key = Text } });
        await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = Text, type = "T\0", stack = Text, context = new { key = Text } });
        await _client.CompleteAsync(id, 1, 0, 1, 0, null, Text + "!");

        var run = await _client.RunAsync(id);

        var expected = Text.Replace('\0', '\u2400');
        var error = run["errors"]![0]!;
        Assert.Equal((expected, expected, expected), (error["message"]!.GetValue<string>(), error["stack"]!.GetValue<string>(), error["context"]!["key"]!.GetValue<string>()));
        Assert.Equal((expected, expected + "!"), (run["metadata"]!["key"]!.GetValue<string>(), run["errorMessages"]![0]!.GetValue<string>()));
        Assert.Equal(("s\u2400", "T\u2400"), (run["source"]!.GetValue<string>(), error["errorType"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Invalid_UTF_8_is_malformed_and_a_byte_order_mark_is_not()
    {
        var body = Encoding.UTF8.GetBytes(Start);
        using var invalid = new ByteArrayContent([.. body[..^8], 0xC3, 0x28, .. body[^8..]]);
        using var marked = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. body]);
        invalid.Headers.ContentType = marked.Headers.ContentType = new("application/json");

        await ExpectAsync(HttpStatusCode.BadRequest, Malformed, _client.PostAsync(RunClient.Runs, invalid, null));
        Assert.Equal(HttpStatusCode.Created, (await _client.PostAsync(RunClient.Runs, marked, null)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Only_JSON_in_UTF_8_is_read(string? contentType) =>
        await ExpectAsync(HttpStatusCode.UnsupportedMediaType, "/problems/unsupported-media-type", _client.PostTextAsync(RunClient.Runs, Start, contentType));

    [Theory]
    [InlineData("not-a-uuid", HttpStatusCode.BadRequest)]
    [InlineData("..%2F..%2Fetc", HttpStatusCode.BadRequest)]
    [InlineData("99999999999999999999", HttpStatusCode.BadRequest)]
    [InlineData("01990000-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    public async Task An_id_that_is_none_is_refused_and_an_unknown_one_not_found(string id, HttpStatusCode status)
    {
        Assert.Equal(status, (await _client.GetAsync($"{RunClient.Runs}/{id}")).Status);
        Assert.Equal(status, (await _client.GetAsync($"{RunClient.Runs}/{id}/diff/{id}")).Status);
        Assert.Equal(status, (await _client.PostTextAsync($"{RunClient.Runs}/{id}/heartbeat", "{}")).Status);
        Assert.Equal(status, (await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "x" })).Status);
        Assert.Equal(status, (await _client.PostTextAsync($"{RunClient.Runs}/{id}/complete", """{"stats":{"total":0,"success":0,"failed":0}}""")).Status);
    }

    [Fact]
    public async Task An_id_of_10_KB_is_refused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync($"{RunClient.Runs}/{new string('a', 7 * 1024)}")).Status);

    [Theory]
    [InlineData("runs?limit=0", "limit")]
    [InlineData("runs?limit=-1", "limit")]
    [InlineData("runs?limit=501", "limit")]
    [InlineData("runs?limit=1000000000", "limit")]
    [InlineData("runs?limit=x", "limit")]
    [InlineData("runs?cursor=forged", "cursor")]
    [InlineData("runs?sort=password", "sort")]
    [InlineData("runs?status=done", "status")]
    [InlineData("runs?targetYear=x", "targetYear")]
    [InlineData("runs?targetMonth=13", "targetMonth")]
    [InlineData("runs?from=yesterday", "from")]
    [InlineData("runs?to=2026-01-01T00:00:00", "to")]
    [InlineData("alerts?limit=0", "limit")]
    [InlineData("alerts?severity=fatal", "severity")]
    [InlineData("alerts?status=open", "status")]
    [InlineData("alerts?runId=1", "runId")]
    [InlineData("alerts?sort=rule", "sort")]
    [InlineData("alerts?cursor=AAAA", "cursor")]
    [InlineData("stats?groupBy=week", "groupBy")]
    [InlineData("stats?from=1", "from")]
    [InlineData("matrix?year=1", "year")]
    [InlineData("matrix?year=abc", "year")]
    public async Task A_query_that_cannot_be_is_refused_by_parameter(string query, string parameter)
    {
        var answer = await _client.GetAsync($"/api/v1/generation/{query}");

        Assert.Equal((HttpStatusCode.BadRequest, Validation), (answer.Status, answer.Type));
        Assert.Equal(parameter, Assert.Single(answer.Body["errors"]!.AsObject()).Key);
    }

    [Theory]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%27;drop table generation_run;--")]
    [InlineData("%00")]
    [InlineData("(a%2B)%2B$")]
    [InlineData("\\")]
    public async Task Searched_text_is_text(string text)
    {
        var answer = await _client.GetAsync($"{RunClient.Runs}?q=nothing-holds-this{text}&source={text}");

        Assert.Equal((HttpStatusCode.OK, 0), (answer.Status, answer.Body["items"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("PUT", RunClient.Runs)]
    [InlineData("DELETE", RunClient.Runs)]
    [InlineData("TRACE", RunClient.Runs)]
    [InlineData("GET", $"{SomeRun}/complete")]
    [InlineData("POST", "/api/v1/generation/stats")]
    [InlineData("DELETE", SomeRun)]
    public async Task Other_methods_are_not_allowed(string method, string route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), route);
        request.Headers.Add("X-HTTP-Method-Override", "GET");
        using var response = await module.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.NotEmpty(response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_idempotency_key_is_refused(string key) =>
        await ExpectAsync(HttpStatusCode.BadRequest, Validation, _client.PostAsync(RunClient.Runs, new { generationType = "auto" }, key));

    [Fact]
    public async Task A_long_idempotency_key_is_refused() => await ExpectAsync(
        HttpStatusCode.BadRequest, Validation, _client.PostAsync(RunClient.Runs, new { generationType = "auto" }, new string('k', 1024)));

    // Seeded, so that a failure repeats: JSON of all shapes on every route is answered with a status below 500.
    [Fact]
    public async Task Generated_bodies_never_break_a_route()
    {
        var random = new Random(20260115);
        string[] routes = [.. PostRoutes.Select((object[] row) => (string)row[0])];
        for (var i = 0; i < 1000; i++)
        {
            var body = JsonSerializer.Serialize(Generate(random, depth: 0));
            var answer = await _client.PostTextAsync(routes[i % routes.Length], body);
            Assert.True((int)answer.Status < 500, $"{answer.Status} for {body}");
        }
    }

    private static object? Generate(Random random, int depth)
    {
        string[] names = ["generationType", "targetYear", "targetMonth", "source", "metadata", "message", "type", "context", "stats", "total", "success", "failed", "id", "startedAt", "errorMessages"];
        return random.Next(depth == 0 ? 1 : 8) switch
        {
            0 => Enumerable.Range(0, random.Next(6)).Select(_ => names[random.Next(names.Length)]).Distinct().ToDictionary(name => name, _ => Generate(random, depth + 1)),
            1 => null,
            2 => random.Next(),
            3 => random.NextDouble() * double.MaxValue,
            4 => new string((char)random.Next(0, 0xD7FF), random.Next(40)),
            5 => "auto",
            6 => depth < 5 ? Enumerable.Range(0, random.Next(4)).Select(_ => Generate(random, depth + 1)).ToArray() : random.Next(2) == 0,
            _ => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private static async Task ExpectAsync(HttpStatusCode status, string type, Task<Answer> answering)
    {
        var answer = await answering;
        Assert.Equal((status, type), (answer.Status, answer.Type));
    }

    /// <summary>A body whose length is not announced.</summary>
    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

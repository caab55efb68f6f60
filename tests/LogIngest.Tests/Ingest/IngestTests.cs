using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Monitoring.LogIngest.Tests.Ingest;

public sealed class IngestTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private static string Now => LogIngestFixture.Now.UtcDateTime.ToString("O");

    [Fact]
    public async Task One_object_an_array_and_lines_are_read_by_their_content()
    {
        var service = NewService();
        var record = $$"""{"level":"info","service":"{{service}}","message":"m"}""";

        Assert.Equal(1, (await PostAsync(record)).Accepted);
        Assert.Equal(2, (await PostAsync($"[{record},\n{record}]")).Accepted);
        Assert.Equal(3, (await PostAsync($"{record}\n{record}\r\n\n{record}\n")).Accepted);
        Assert.Equal(1, (await PostAsync(record, "application/x-ndjson")).Accepted);
        Assert.Equal(1, (await PostAsync("\uFEFF" + record)).Accepted);
        Assert.Equal(8, (await logs.SearchAsync($"service={service}")).Count);
    }

    [Fact]
    public async Task Compact_log_events_are_read()
    {
        var service = NewService();

        await PostAsync($$"""
            {"@t":"{{Now}}","@mt":"Paid {Amount:0.00} to {@Payee} {Missing}","@l":"Warning","Amount":12.5,"Payee":"Bob","@tr":"5b8efff798038103d269b633813fc60c","@sp":"eee19b7ec3c1b174","service.name":"{{service}}","@x":"boom"}
            {"@t":"{{Now}}","@m":"plain","service.name":"{{service}}"}
            """);

        var items = (await logs.GetAsync($"/api/v1/logs/search?service={service}&level=warning")).GetProperty("items");
        var item = Assert.Single(items.EnumerateArray());
        Assert.Equal("Paid 12.5 to Bob {Missing}", item.GetProperty("message").GetString());
        Assert.Equal("5b8efff798038103d269b633813fc60c", item.GetProperty("traceId").GetString());
        Assert.Equal(["@x", "Amount", "Payee"], Names(item.GetProperty("attributes")).Order(StringComparer.Ordinal));
        Assert.Equal(["plain"], await logs.SearchAsync($"service={service}&level=info"));
    }

    [Fact]
    public async Task Elastic_common_schema_is_read_flat_and_nested()
    {
        var service = NewService();

        await PostAsync($$"""
            {"@timestamp":"{{Now}}","log.level":"error","message":"flat","service.name":"{{service}}","trace.id":"5b8efff798038103d269b633813fc60c","user.id":"u1"}
            {"@timestamp":"{{Now}}","log":{"level":"ERROR","logger":"x"},"message":"nested","service":{"name":"{{service}}"},"trace":{"id":"5b8efff798038103d269b633813fc60c"} }
            """);

        Assert.Equal(2, (await logs.SearchAsync($"service={service}&level=ERROR&traceId=5b8efff798038103d269b633813fc60c")).Count);
        Assert.Equal(["flat"], await logs.SearchAsync($"service={service}&q=user.id%3Du1"));
        Assert.Equal(["nested"], await logs.SearchAsync($"service={service}&q=log.logger%3Dx"));
    }

    [Fact]
    public async Task A_gzip_body_is_read()
    {
        var service = NewService();
        using var memory = new MemoryStream();
        await using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes($$"""{"level":"info","service":"{{service}}","message":"zipped"}"""));
        }

        using var content = new ByteArrayContent(memory.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await logs.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["zipped"], await logs.SearchAsync($"service={service}"));
    }

    [Theory]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "malformed-body")]
    [InlineData("  \n ", "application/json", HttpStatusCode.BadRequest, "malformed-body")]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest, "malformed-body")]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest, "malformed-body")]
    [InlineData("12", "application/json", HttpStatusCode.BadRequest, "malformed-body")]
    [InlineData("[{\"level\":\"info\"", "application/json", HttpStatusCode.BadRequest, "malformed-body")]
    [InlineData("[{\"level\":\"info\"}]", "application/json", HttpStatusCode.BadRequest, "validation")]
    [InlineData("[1,null,[]]", "application/json", HttpStatusCode.BadRequest, "validation")]
    [InlineData("x", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    [InlineData("x", "application/xml", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    [InlineData("x", "application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    [InlineData("x", null, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    public async Task A_body_that_is_no_batch_is_refused_as_a_whole(string body, string? contentType, HttpStatusCode status, string problem)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var response = await logs.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content);

        Assert.Equal(status, response.StatusCode);
        var answer = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Equal($"/problems/{problem}", answer.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_body_cut_anywhere_is_400_and_stores_nothing()
    {
        var service = NewService();
        var whole = $$"""[{"timestamp":"{{Now}}","level":"info","service":"{{service}}","message":"ü","attributes":{"a":[1,{"b":null}]} }]""";
        var bytes = Encoding.UTF8.GetBytes(whole);
        for (var length = 1; length < bytes.Length; length++)
        {
            using var content = new ByteArrayContent(bytes, 0, length);
            content.Headers.ContentType = new("application/json");
            using var response = await logs.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"cut at {length}: {response.StatusCode}");
        }

        Assert.Empty(await logs.SearchAsync($"service={service}"));
    }

    [Fact]
    public async Task What_postgres_cannot_hold_is_replaced_and_flagged()
    {
        var service = NewService();

        await PostAsync($$"""{"level":"info","service":"{{service}}","message":"a\u0000b","attributes":{"k\u0000":"v\u0000","big":1e400,"exact":9007199254740993} }""");

        var item = Assert.Single((await logs.GetAsync($"/api/v1/logs/search?service={service}")).GetProperty("items").EnumerateArray());
        Assert.Equal("a\u2400b", item.GetProperty("message").GetString());
        var attributes = item.GetProperty("attributes");
        Assert.Equal("v\u2400", attributes.GetProperty("k\u2400").GetString());
        Assert.Equal("1e400", attributes.GetProperty("big").GetString());
        Assert.Equal(9007199254740993, attributes.GetProperty("exact").GetInt64());
        Assert.True(attributes.GetProperty("monitoring.nul_replaced").GetBoolean());
    }

    [Theory]
    [InlineData(256 * 1024, "x", false)]
    [InlineData((256 * 1024) + 1, "x", true)]
    [InlineData(100_000, "支", true)]
    [InlineData(1_000_000, "🙂", true)]
    public async Task A_long_message_is_cut_at_a_character_and_flagged(int count, string character, bool isCut)
    {
        var service = NewService();
        var message = string.Concat(Enumerable.Repeat(character, count));

        await PostAsync($$"""{"level":"info","service":"{{service}}","message":"{{message}}"}""");

        var item = Assert.Single((await logs.GetAsync($"/api/v1/logs/search?service={service}")).GetProperty("items").EnumerateArray());
        var stored = item.GetProperty("message").GetString()!;
        Assert.StartsWith(stored, message, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(stored), Math.Min((256 * 1024) - 3, count), 256 * 1024);
        Assert.Equal(isCut, item.GetProperty("attributes").TryGetProperty("monitoring.truncated_from_bytes", out var bytes));
        if (isCut)
        {
            Assert.Equal(Encoding.UTF8.GetByteCount(message), bytes.GetInt32());
        }
    }

    [Fact]
    public async Task Nobody_without_the_scope_can_send()
    {
        using var nobody = logs.CreateClient([]);
        using var reader = logs.CreateClient("read");
        using var content = new StringContent("[]", Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync(new Uri("/v1/logs", UriKind.Relative), content)).StatusCode);
    }

    private static string NewService() => $"ingest-{Guid.CreateVersion7():N}";

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    private async Task<(int Accepted, int Rejected)> PostAsync(string body, string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await logs.Http.PostAsync(new Uri("/api/v1/logs/ingest", UriKind.Relative), content);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        var json = JsonSerializer.Deserialize<JsonElement>(answer);
        return (json.GetProperty("accepted").GetInt32(), json.GetProperty("rejected").GetInt32());
    }
}

using System.Net;
using System.Text.Json;

namespace Monitoring.LogIngest.Tests.Search;

public sealed class SearchTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private static DateTimeOffset Now => LogIngestFixture.Now;

    [Fact]
    public async Task A_record_comes_back_as_it_was_sent()
    {
        await logs.IngestAsync(new
        {
            timestamp = Now,
            level = "warn",
            service = "round-trip",
            message = "Zahlung 支付 🙂 <b>\u2028",
            attributes = new { user_id = "u1", elapsed_ms = 12.5, nested = new { list = new object?[] { 1, null, true } } },
            traceId = "5b8efff798038103d269b633813fc60c",
            spanId = "eee19b7ec3c1b174",
        });

        var page = await logs.GetAsync("/api/v1/logs/search?service=round-trip");

        var item = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(Now, item.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal("WARNING", item.GetProperty("level").GetString());
        Assert.Equal("Zahlung 支付 🙂 <b>\u2028", item.GetProperty("message").GetString());
        Assert.Equal("5b8efff798038103d269b633813fc60c", item.GetProperty("traceId").GetString());
        Assert.Equal("eee19b7ec3c1b174", item.GetProperty("spanId").GetString());
        Assert.Equal(JsonValueKind.String, item.GetProperty("id").ValueKind);
        Assert.True(JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(new { user_id = "u1", elapsed_ms = 12.5, nested = new { list = new object?[] { 1, null, true } } }),
            item.GetProperty("attributes")));
    }

    [Theory]
    [InlineData("q=refused", new[] { "b", "a" })]
    [InlineData("q=%22Connection%20refused%22", new[] { "a" })]
    [InlineData("q=refused%20-connection", new[] { "b" })]
    [InlineData("q=user_id%3Du1", new[] { "c", "a" })]
    [InlineData("q=-user_id%3Du1", new[] { "b" })]
    [InlineData("q=http.status%3D500", new[] { "b" })]
    [InlineData("q=level%3E%3Derror", new[] { "c", "b" })]
    [InlineData("level=ERROR", new[] { "b" })]
    [InlineData("level=error,fatal", new[] { "c", "b" })]
    [InlineData("level=error&level=fatal", new[] { "c", "b" })]
    [InlineData("q=100%25", new[] { "c" })]
    [InlineData("q=nothing%20of%20this", new string[0])]
    [InlineData("service=unheard-of", new string[0])]
    public async Task A_search_finds_what_matches_and_nothing_else(string query, string[] expected)
    {
        var service = $"find-{Guid.CreateVersion7():N}";
        await logs.IngestAsync(
            LogIngestFixture.Record("a: Connection refused", service, "INFO", Now.AddSeconds(-3), new { user_id = "u1" }),
            LogIngestFixture.Record("b: REFUSED", service, "ERROR", Now.AddSeconds(-2), new { user_id = "u2", http = new { status = 500 } }),
            LogIngestFixture.Record("c: 100% done_", service, "CRITICAL", Now.AddSeconds(-1), new { user_id = "u1" }));

        var found = await logs.SearchAsync(query.Contains("service=", StringComparison.Ordinal) ? query : $"{query}&service={service}");

        Assert.Equal(expected, found.Select(message => message[..1]));
    }

    [Theory]
    [InlineData("cursor=forged", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    [InlineData("level=loud", "level")]
    [InlineData("q=%22open", "q")]
    [InlineData("traceId=12", "traceId")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        using var response = await logs.Http.GetAsync(new Uri($"/api/v1/logs/search?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Equal("/problems/validation", problem.GetProperty("type").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }
}

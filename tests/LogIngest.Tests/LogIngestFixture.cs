using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.LogIngest.Tests;

/// <summary>The module in a real host, with what its tests do again and again.</summary>
public class LogIngestFixture : ModuleFixture<LogIngestModule>
{
    /// <summary>A moment that is surely within the accepted ages and on a full second.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>A record in the product's own shape.</summary>
    public static object Record(string message, string service = "shop", string level = "INFO", DateTimeOffset? at = null, object? attributes = null) =>
        new { timestamp = at ?? Now, level, service, message, attributes = attributes ?? new { } };

    /// <summary>Sends records and expects that all of them are taken.</summary>
    public async Task IngestAsync(params object[] records)
    {
        using var response = await Http.PostAsJsonAsync("/api/v1/logs/ingest", records);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Reads an answer that is expected to be a success.</summary>
    public async Task<JsonElement> GetAsync(string url)
    {
        using var response = await Http.GetAsync(new Uri(url, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>Messages that a search finds, in order, over all pages.</summary>
    public async Task<List<string>> SearchAsync(string query, int limit = 500)
    {
        var messages = new List<string>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/v1/logs/search?{query}&limit={limit}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            messages.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("message").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return messages;
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace Monitoring.Acceptance;

/// <summary>Reads the public API as any client would.</summary>
internal static class Api
{
    /// <summary>Reads one JSON answer.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Reads every page of a list.</summary>
    /// <param name="http">The client.</param>
    /// <param name="path">The list with at least one query parameter.</param>
    public static async Task<IReadOnlyList<JsonElement>> ReadAllAsync(this HttpClient http, string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await http.ReadAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return items;
    }

    /// <summary>Posts JSON and fails unless it was accepted.</summary>
    public static async Task<JsonElement> SendAsync(this HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Text of a property.</summary>
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}

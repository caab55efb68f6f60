using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.Browser;

/// <summary>What the console has to show in every test: two runs, the alert of one of them, a channel, a log line.</summary>
public sealed record ConsoleContent(string Run, string OtherRun, string Incident, string Log)
{
    /// <summary>Reports it through the public API and waits until all of it can be read.</summary>
    public static async Task<ConsoleContent> ReportAsync(HttpClient http)
    {
        var run = await RunAsync(http, success: 4, failed: 16);
        var otherRun = await RunAsync(http, success: 0, failed: 20);
        await SendAsync(http, "/api/v1/alerting/channels", new { kind = "webhook", name = "on-call", url = "https://hooks.example.com/monitoring", isEnabled = false });
        await SendAsync(http, "/api/v1/logs/ingest", new[]
        {
            new { level = "ERROR", service = "content", message = "The provider did not answer within 30 s", attributes = new { attempt = 3, account = "a-17" } },
        });
        return new(run, otherRun, await FirstIdAsync(http, $"/api/v1/alerting/incidents?runId={otherRun}"), await FirstIdAsync(http, "/api/v1/logs/search?service=content"));
    }

    /// <summary>Puts the ids into an address of the console.</summary>
    public string Fill(string path) => path
        .Replace("{run}", Run, StringComparison.Ordinal)
        .Replace("{otherRun}", OtherRun, StringComparison.Ordinal)
        .Replace("{incident}", Incident, StringComparison.Ordinal)
        .Replace("{log}", Log, StringComparison.Ordinal);

    private static async Task<string> RunAsync(HttpClient http, int success, int failed)
    {
        var started = await SendAsync(http, "/api/v1/generation/runs", new { generationType = "content", targetYear = 2026, targetMonth = 10, source = "browser-tests" });
        var id = started.GetProperty("id").GetString()!;
        await SendAsync(http, $"/api/v1/generation/runs/{id}/errors", new { type = "Timeout", message = "no answer", stack = "at Provider.Ask()" });
        await SendAsync(http, $"/api/v1/generation/runs/{id}/complete", new { stats = new { total = success + failed, success, failed, skipped = 0 }, durationMs = 900 });
        return id;
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<string> FirstIdAsync(HttpClient http, string path)
    {
        string? id = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var items = (await http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative))).GetProperty("items");
                id = items.EnumerateArray().Select(item => item.GetProperty("id").GetString()).FirstOrDefault();
                return id is not null;
            },
            TimeSpan.FromSeconds(10));
        return id!;
    }
}

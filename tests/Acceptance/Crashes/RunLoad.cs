using System.Net.Http.Json;

namespace Monitoring.Acceptance.Crashes;

/// <summary>Generation runs that each open one incident of the rule on the success rate.</summary>
internal static class RunLoad
{
    /// <summary>Reports a run of which four in ten items failed; its type is its key in both journals.</summary>
    public static async Task ReportAsync(HttpClient http, int item, Journal started, Journal completed)
    {
        // A type of its own for each run: an incident is open once for each type.
        var (id, type) = (Guid.CreateVersion7(), $"crash-{item}");
        if (await started.SendAsync(type, () => http.PostAsJsonAsync("/api/v1/generation/runs", new { id, generationType = type, source = "crash" })))
        {
            await completed.SendAsync(type, () => http.PostAsJsonAsync(
                $"/api/v1/generation/runs/{id}/complete", new { stats = new { total = 10, success = 6, failed = 4, skipped = 0 }, durationMs = 1200 }));
        }
    }

    /// <summary>The incidents of that rule, with the type of their run.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Type)>> ReadIncidentsAsync(HttpClient http) =>
    [
        .. (await http.ReadAllAsync("/api/v1/alerting/incidents?limit=500"))
            .Where(incident => incident.Text("check") == "success_rate")
            .Select(incident => (incident.GetProperty("id").GetGuid(), incident.GetProperty("labels").Text("generation_type"))),
    ];
}

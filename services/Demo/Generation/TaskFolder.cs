using System.Text.Json;

namespace Monitoring.Demo.Generation;

/// <summary>Keeps generated tasks as one JSON file a run, e.g. <c>2026/2026-04-auto.json</c>; a later run of the same month replaces it.</summary>
internal sealed class TaskFolder(string path)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task WriteAsync(string generationType, int year, int month, IReadOnlyList<GeneratedTask> tasks)
    {
        var folder = Directory.CreateDirectory(Path.Combine(path, $"{year}"));
        var target = Path.Combine(folder.FullName, $"{year}-{month:00}-{generationType}.json");
        // Renamed when complete, so that nobody reads half a file.
        var draft = $"{target}.draft";
        await using (var file = File.Create(draft))
        {
            await JsonSerializer.SerializeAsync(file, tasks, _json);
        }

        File.Move(draft, target, overwrite: true);
    }
}

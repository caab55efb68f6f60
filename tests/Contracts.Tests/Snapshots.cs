namespace Monitoring.Contracts.Tests;

/// <summary>The files under <c>Snapshots</c>, one a message, named by its kind.</summary>
internal static class Snapshots
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Snapshots");

    public static IEnumerable<string> Kinds => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public static string Read(string kind) => File.ReadAllText(Path.Combine(Folder, $"{kind}.json"));
}

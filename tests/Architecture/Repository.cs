using System.Runtime.CompilerServices;

namespace Monitoring.Architecture;

/// <summary>The source tree these tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Source files below <paramref name="folder"/> with paths relative to the root, build output left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file)
        let parts = path.Split(Path.DirectorySeparatorChar)
        where !parts.Contains("artifacts") && !parts.Contains("node_modules") && !parts.Contains("obj") && !parts.Contains("bin")
        select path;

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(thisFile)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Monitoring.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Monitoring.sln was not found above the tests.");
        }

        return folder.FullName;
    }
}

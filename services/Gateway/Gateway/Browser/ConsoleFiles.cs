using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Browser;

/// <summary>The console's files on disk, and how long a browser may keep each.</summary>
internal sealed class ConsoleFiles(IOptions<ConsoleOptions> options)
{
    private const string Index = "index.html";

    /// <summary>The files; an empty set when the console has not been built.</summary>
    public IFileProvider Files { get; } = Open(options.Value.Path ?? Find(AppContext.BaseDirectory));

    /// <summary>The page that every address of the console begins with; absent when the console has not been built.</summary>
    public IFileInfo Page => Files.GetFileInfo(Index);

    /// <summary>Files below <c>assets</c> carry a hash of their content in their names; the others keep theirs and change.</summary>
    public static string CacheControlOf(PathString path) =>
        path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";

    private static IFileProvider Open(string? folder) =>
        folder is not null && Directory.Exists(folder) ? new PhysicalFileProvider(Path.GetFullPath(folder)) : new NullFileProvider();

    private static string? Find(string start)
    {
        var beside = Path.Combine(start, "console");
        return File.Exists(Path.Combine(beside, Index)) ? beside : FindInTree(new DirectoryInfo(start));
    }

    private static string? FindInTree(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "services", "Console", "dist");
            if (File.Exists(Path.Combine(built, Index)))
            {
                return built;
            }
        }

        return null;
    }
}

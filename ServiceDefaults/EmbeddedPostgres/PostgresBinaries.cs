using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>A folder that holds the programs of one Postgres version.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="MajorVersion">E.g. 15; a data folder can be opened by its own major version only.</param>
internal sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest version the product's SQL works on.</summary>
    public const int OldestMajorVersion = 15;

    /// <summary>Every installation on this machine, best first: PATH, the folders of the usual packages, <paramref name="extraFolders"/>.</summary>
    public static IReadOnlyList<PostgresBinaries> FindAll(params IEnumerable<string> extraFolders) =>
        [.. PathFolders().Concat(PackageFolders()).Concat(extraFolders).Select(Resolve).OfType<string>().Distinct().Select(Read).OfType<PostgresBinaries>()];

    /// <summary>The first installation that can open the data folder, or that can create one where there is none.</summary>
    /// <param name="installed">What the machine has, best first.</param>
    /// <param name="neededVersion">Version that wrote the data folder; null when there is none yet.</param>
    /// <param name="dataFolder">The data folder, for the message.</param>
    /// <exception cref="EmbeddedPostgresException">No installation fits.</exception>
    public static PostgresBinaries Choose(IReadOnlyList<PostgresBinaries> installed, int? neededVersion, string dataFolder)
    {
        var fitting = installed.FirstOrDefault(
            binaries => neededVersion is { } needed ? binaries.MajorVersion == needed : binaries.MajorVersion >= OldestMajorVersion);
        if (fitting is not null)
        {
            return fitting;
        }

        var found = installed.Count == 0 ? "none" : string.Join(", ", installed.Select(binaries => binaries.MajorVersion));
        throw new EmbeddedPostgresException(neededVersion is { } version
            ? $"The data in {dataFolder} was written by Postgres {version}, and only that version can open it (installed here: {found}). "
                + $"Install Postgres {version}, or move the data with pg_dump, or set MONITORING_DATA to another folder to start empty."
            : $"Postgres {OldestMajorVersion} or newer is needed (installed here: {found}). Install it (Debian: apt-get install postgresql; "
                + "macOS: brew install postgresql), or set ConnectionStrings:postgres to a server.");
    }

    /// <summary>Full path of one of the programs.</summary>
    public string PathOf(string program) => Path.Combine(Folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program);

    private static string[] PathFolders() =>
#pragma warning disable RS0030 // PATH belongs to the operating system, not to the configuration of the product.
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
#pragma warning restore RS0030

    // Debian keeps the server programs off PATH, Homebrew too when a version is asked for; the newest version comes first.
    private static IEnumerable<string> PackageFolders() =>
        from pattern in new[]
        {
            ("/usr/lib/postgresql", "*", "bin"),
            ("/usr", "pgsql-*", "bin"),
            ("/opt/homebrew/opt", "postgresql@*", "bin"),
            ("/usr/local/opt", "postgresql@*", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
        }
        where Directory.Exists(pattern.Item1)
        from folder in Directory.EnumerateDirectories(pattern.Item1, pattern.Item2).OrderDescending(_byNumber)
        select Path.Combine(folder, pattern.Item3);

    private static readonly IComparer<string> _byNumber = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);

    // On PATH there is often only a link; the programs look for their libraries beside the real file.
    private static string? Resolve(string folder)
    {
        var initdb = new FileInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb"));
        return initdb.Exists ? (initdb.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? initdb).DirectoryName : null;
    }

    private static PostgresBinaries? Read(string folder)
    {
        var found = new PostgresBinaries(folder, 0);
        if (!File.Exists(found.PathOf("postgres")) || !File.Exists(found.PathOf("pg_ctl")))
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(found.PathOf("postgres"), "--version") { RedirectStandardOutput = true })!;
        // E.g. "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
        var version = Version().Match(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return version.Success ? found with { MajorVersion = int.Parse(version.ValueSpan, CultureInfo.InvariantCulture) } : null;
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+")]
    private static partial Regex Version();
}

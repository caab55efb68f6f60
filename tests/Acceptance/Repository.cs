namespace Monitoring.Acceptance;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests are not run from a checkout: no Monitoring.sln above them."),
        _ when File.Exists(Path.Combine(folder.FullName, "Monitoring.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}

namespace Monitoring.Gateway.Browser;

/// <summary>Where the console's built files are. Section: <c>Console</c>.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Console";

    /// <summary>
    /// Folder with <c>index.html</c>. Null, the default, looks for <c>console</c> beside the program, then for
    /// <c>services/Console/dist</c> in the folders above it.
    /// </summary>
    public string? Path { get; set; }
}

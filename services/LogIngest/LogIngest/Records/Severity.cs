using System.Collections.Frozen;

namespace Monitoring.LogIngest.Records;

/// <summary>How bad a record is; the numbers are those stored.</summary>
internal enum Severity : short
{
    Trace,
    Debug,
    Info,
    Warning,
    Error,
    Critical,
}

/// <summary>Names of severities on the wire, and the many ways in which loggers spell them.</summary>
internal static class Severities
{
    private static readonly string[] _names = ["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    private static readonly FrozenDictionary<string, Severity> _spellings = new Dictionary<string, Severity>
    {
        ["trace"] = Severity.Trace,
        ["trc"] = Severity.Trace,
        ["verbose"] = Severity.Trace,
        ["debug"] = Severity.Debug,
        ["dbg"] = Severity.Debug,
        ["info"] = Severity.Info,
        ["information"] = Severity.Info,
        ["informational"] = Severity.Info,
        ["inf"] = Severity.Info,
        ["notice"] = Severity.Info,
        ["warning"] = Severity.Warning,
        ["warn"] = Severity.Warning,
        ["wrn"] = Severity.Warning,
        ["error"] = Severity.Error,
        ["err"] = Severity.Error,
        ["critical"] = Severity.Critical,
        ["crit"] = Severity.Critical,
        ["fatal"] = Severity.Critical,
        ["ftl"] = Severity.Critical,
        ["panic"] = Severity.Critical,
        ["alert"] = Severity.Critical,
        ["emergency"] = Severity.Critical,
        ["emerg"] = Severity.Critical,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, from the least to the most severe.</summary>
    public static IReadOnlyList<string> Names => _names;

    /// <summary>The name on the wire, e.g. <c>WARNING</c>.</summary>
    public static string Name(this Severity severity) => _names[(int)severity];

    /// <summary>Reads a name in any case, or one of the usual aliases.</summary>
    public static bool TryParse(string? text, out Severity severity) => _spellings.TryGetValue(text?.Trim() ?? "", out severity);

    /// <summary>The severity of an OpenTelemetry record: its number (1 to 4 trace … 21 to 24 fatal), else its text, else INFO.</summary>
    public static Severity FromOtlp(int number, string text) => number switch
    {
        >= 1 and <= 24 => (Severity)((number - 1) / 4),
        _ => TryParse(text, out var severity) ? severity : Severity.Info,
    };
}

namespace Monitoring.Alerting.Rules;

/// <summary>How bad it is. Ordered: a higher value is worse.</summary>
internal enum Severity
{
    Warning = 1,
    Critical = 2,
}

/// <summary>The words of <see cref="Severity"/> in the database and on the wire.</summary>
internal static class SeverityWords
{
    public static string Word(this Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        _ => "warning",
    };

    /// <returns>The level of that name, or null for any other word.</returns>
    public static Severity? Read(string? word) => word switch
    {
        "warning" => Severity.Warning,
        "critical" => Severity.Critical,
        _ => null,
    };
}

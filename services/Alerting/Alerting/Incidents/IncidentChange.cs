namespace Monitoring.Alerting.Incidents;

/// <summary>What happened to an incident: one line of its timeline.</summary>
/// <param name="Kind">One of <see cref="IncidentChanges"/>.</param>
/// <param name="At">When; for what rules find, the time of the observation.</param>
/// <param name="Text">One sentence, or the comment of a person.</param>
internal sealed record IncidentChange(string Kind, DateTimeOffset At, string Text)
{
    /// <summary>Name of the person or key that did it; null when a rule did.</summary>
    public string? Actor { get; init; }

    /// <summary>The run that caused it.</summary>
    public Guid? RunId { get; init; }

    /// <summary>What was seen, where the change rests on it.</summary>
    public Evidence? Evidence { get; init; }
}

/// <summary>The words for what can happen to an incident.</summary>
internal static class IncidentChanges
{
    public const string Opened = "opened";

    /// <summary>Another run of the type was as bad; nobody is notified again.</summary>
    public const string Repeated = "repeated";

    public const string Escalated = "escalated";
    public const string Acknowledged = "acknowledged";
    public const string Commented = "commented";
    public const string Resolved = "resolved";
}

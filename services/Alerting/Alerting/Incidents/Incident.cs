using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Incidents;

/// <summary>One stretch of time in which a rule found something bad for one fingerprint.</summary>
/// <remarks>
/// Open from the moment it fires until it is resolved, which is final. Its severity only rises. Every change makes the next version; who changes
/// it holds the row's lock.
/// </remarks>
internal sealed record Incident
{
    public required Guid Id { get; init; }
    public required Guid RuleId { get; init; }
    public required string RuleName { get; init; }
    public required RuleCheck Check { get; init; }
    public required string Fingerprint { get; init; }
    public required Severity Severity { get; init; }
    public required string Message { get; init; }
    public required LabelSet Labels { get; init; }
    public required Evidence Evidence { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public string? AcknowledgedBy { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public required int Version { get; init; }

    public string Status => ResolvedAt is null ? IncidentStatuses.Firing : IncidentStatuses.Resolved;

    public Incident Escalate(Severity severity, string message, Evidence evidence) =>
        this with { Severity = severity, Message = message, Evidence = evidence, Version = Version + 1 };

    public Incident Acknowledge(string actor, DateTimeOffset at) =>
        this with { AcknowledgedAt = at, AcknowledgedBy = actor, Version = Version + 1 };

    public Incident Resolve(DateTimeOffset at) => this with { ResolvedAt = at, Version = Version + 1 };

    /// <summary>The next version, for a change that only the timeline shows.</summary>
    public Incident Touch() => this with { Version = Version + 1 };
}

/// <summary>The words of an incident's status.</summary>
internal static class IncidentStatuses
{
    /// <summary>Named by the API and never seen: a rule that still holds has a state and no incident yet.</summary>
    public const string Pending = "pending";

    public const string Firing = "firing";
    public const string Resolved = "resolved";
}

/// <summary>What was seen when an incident opened or became worse, frozen.</summary>
/// <param name="Observed">The value that crossed the threshold.</param>
/// <param name="Threshold">The threshold as it was then.</param>
/// <param name="Unit">Unit of both, and of the history.</param>
/// <param name="Run">The run, where the signal is one.</param>
/// <param name="History">Values of the same check before it, oldest first; at most 20.</param>
internal sealed record Evidence(double Observed, double Threshold, string Unit, RunObservation? Run, IReadOnlyList<HistoryPoint> History);

/// <summary>One earlier value.</summary>
internal sealed record HistoryPoint(DateTimeOffset At, double Value);

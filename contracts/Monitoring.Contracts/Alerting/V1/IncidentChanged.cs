namespace Monitoring.Contracts.Alerting.V1;

/// <summary>An incident was opened or changed its state.</summary>
/// <remarks>
/// Published by Alerting after commit; at least once, in order for one incident. A consumer that sees a <see cref="Version"/> not greater than
/// the one it knows ignores the message.
/// </remarks>
[MessageKind("alerting.incident-changed.v1")]
public sealed record IncidentChanged
{
    /// <summary>The incident.</summary>
    public required Guid IncidentId { get; init; }

    /// <summary>Grows with every change of the incident, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>
    /// <c>opened</c>, <c>repeated</c> (another run of the type was as bad; nothing else changed), <c>escalated</c>, <c>acknowledged</c> or <c>resolved</c>.
    /// </summary>
    public required string Change { get; init; }

    /// <summary>The rule that fired.</summary>
    public required Guid RuleId { get; init; }

    /// <summary>Its name at that time.</summary>
    public required string RuleName { get; init; }

    /// <summary>What the rule checks, e.g. <c>success_rate</c>, <c>error_count</c>, <c>duration</c>, <c>complete_failure</c>, <c>stalled</c>, <c>threshold</c>.</summary>
    public required string Check { get; init; }

    /// <summary><c>generation_run</c> or <c>metric</c>.</summary>
    public required string Signal { get; init; }

    /// <summary><c>warning</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>One sentence that says what was seen and what was allowed.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// What it is about; a generation run's incident carries <c>generation_type</c> and <c>run_id</c>: the run that caused this change where a run did
    /// (several runs can be part of one incident), else the one that opened it.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Threshold that was crossed, in the rule's unit.</summary>
    public double? Threshold { get; init; }

    /// <summary>Value that crossed it, in the rule's unit.</summary>
    public double? Actual { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When somebody took it on, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When this change happened, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}

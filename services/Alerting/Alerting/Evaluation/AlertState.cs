using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Where a rule stands for one fingerprint.</summary>
internal enum AlertStatus
{
    Inactive,
    Pending,
    Firing,
}

/// <summary>What a rule knows about one fingerprint: its status and which observation it judged last.</summary>
/// <remarks>
/// <code>
/// Inactive ──bad, no hold──────────────▶ Firing (an incident is open)
///    │  ▲                                 │  ▲
///   bad │ good                       good │  │ bad, for as long as the hold
///    ▼  │                                 │  │
/// Pending ────────────────────────────────┼──┘
/// Inactive ◀──────────────────────────────┘
/// </code>
/// Only an observation moves it; silence never does.
/// </remarks>
/// <param name="Status">Where the rule stands.</param>
/// <param name="Severity">Worst level since it left <see cref="AlertStatus.Inactive"/>; null there.</param>
/// <param name="Since">When the status was reached, by the time of the observation; null before the first change.</param>
/// <param name="ObservedAt">Time of the observation judged last; null before the first.</param>
internal sealed record AlertState(AlertStatus Status, Severity? Severity, DateTimeOffset? Since, DateTimeOffset? ObservedAt)
{
    public static AlertState Initial { get; } = new(AlertStatus.Inactive, null, null, null);
}

/// <summary>A value that a rule is to judge.</summary>
/// <param name="At">When it was so, by the clock of the signal; never the time of judging.</param>
/// <param name="Value">In the rule's unit; null when the signal says nothing on what the rule checks.</param>
internal sealed record Observation(DateTimeOffset At, double? Value);

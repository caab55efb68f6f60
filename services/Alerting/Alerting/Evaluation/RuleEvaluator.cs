using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Why an evaluation ended as it did.</summary>
internal enum EvaluationReason
{
    /// <summary>The observation is older than one already judged, and says nothing that must not be lost: nothing changes.</summary>
    OutOfDate,

    /// <summary>Bad, but older than a good one already judged: an incident opens, so that it is known, and is resolved at once.</summary>
    OpenedLate,

    /// <summary>The signal says nothing on what the rule checks: nothing changes.</summary>
    NothingMeasured,

    /// <summary>Good, and it was good before.</summary>
    WithinThreshold,

    /// <summary>Bad for the first time; the hold begins.</summary>
    HoldStarted,

    /// <summary>Still bad, but not yet for long enough.</summary>
    Holding,

    /// <summary>Bad again after a gap in which nobody looked; the hold begins anew.</summary>
    HoldRestarted,

    /// <summary>Good before the hold was over.</summary>
    HoldAbandoned,

    /// <summary>Bad for long enough: an incident opens.</summary>
    Opened,

    /// <summary>Bad, and an incident is open already.</summary>
    StillFiring,

    /// <summary>Critical, and the open incident was only a warning.</summary>
    Escalated,

    /// <summary>Good again: the incident is resolved.</summary>
    Recovered,
}

/// <summary>The outcome: what the rule knows now, and why.</summary>
internal sealed record EvaluationResult(AlertState State, EvaluationReason Reason);

/// <summary>Decides what one observation means for one rule. Pure: reads no clock, store or bus.</summary>
/// <remarks>
/// The only time it knows is that of the observations, so that replaying stored ones (the preview of a rule) decides as production did,
/// and a backlog after an outage decides as if there had been none.
/// </remarks>
internal static class RuleEvaluator
{
    /// <summary>Longest silence within a hold. After more than that nobody can say that it was bad all the time.</summary>
    public static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(5);

    public static EvaluationResult Evaluate(AlertState current, Observation observation, AlertRule rule)
    {
        if (observation.At < current.ObservedAt)
        {
            return Late(current, observation, rule);
        }

        // No statement is no recovery: a run without items must not resolve a success-rate incident.
        if (observation.Value is not { } value)
        {
            return new(current, EvaluationReason.NothingMeasured);
        }

        var seen = current with { ObservedAt = observation.At };
        return rule.Judge(value) is { } severity
            ? Bad(current, seen, severity, rule.HoldFor)
            : Good(seen, observation.At);
    }

    // Deliveries may overtake each other. What is known of a later moment is not undone by news of an earlier one, and yet a bad run is
    // never passed over in silence. A hold asks what was bad all the time; a value from before says nothing on that.
    private static EvaluationResult Late(AlertState current, Observation observation, AlertRule rule)
    {
        var severity = observation.Value is { } value ? rule.Judge(value) : null;
        return current.Status switch
        {
            _ when severity is null || rule.HoldFor > TimeSpan.Zero => new(current, EvaluationReason.OutOfDate),
            AlertStatus.Firing => WhileFiring(current, current, severity.Value),
            _ => new(current, EvaluationReason.OpenedLate),
        };
    }

    private static EvaluationResult Good(AlertState seen, DateTimeOffset at) => seen.Status switch
    {
        AlertStatus.Firing => new(new(AlertStatus.Inactive, null, at, at), EvaluationReason.Recovered),
        AlertStatus.Pending => new(new(AlertStatus.Inactive, null, at, at), EvaluationReason.HoldAbandoned),
        _ => new(seen, EvaluationReason.WithinThreshold),
    };

    private static EvaluationResult Bad(AlertState current, AlertState seen, Severity severity, TimeSpan holdFor)
    {
        var at = seen.ObservedAt!.Value;
        return current.Status switch
        {
            AlertStatus.Firing => WhileFiring(current, seen, severity),
            AlertStatus.Inactive when holdFor > TimeSpan.Zero
                => new(new(AlertStatus.Pending, severity, at, at), EvaluationReason.HoldStarted),
            AlertStatus.Pending when at - current.ObservedAt > MaxGap
                => new(new(AlertStatus.Pending, severity, at, at), EvaluationReason.HoldRestarted),
            AlertStatus.Pending when at - current.Since < holdFor
                => new(seen with { Severity = severity }, EvaluationReason.Holding),
            _ => new(new(AlertStatus.Firing, severity, at, at), EvaluationReason.Opened),
        };
    }

    // A firing rule needs no second hold to become worse, and never becomes less severe without a recovery.
    private static EvaluationResult WhileFiring(AlertState current, AlertState seen, Severity severity) => severity > current.Severity
        ? new(seen with { Severity = severity }, EvaluationReason.Escalated)
        : new(seen, EvaluationReason.StillFiring);
}

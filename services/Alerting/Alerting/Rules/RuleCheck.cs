namespace Monitoring.Alerting.Rules;

/// <summary>What kind of source a rule looks at; the words are those of the wire.</summary>
internal static class Signals
{
    public const string GenerationRun = "generation_run";
    public const string Metric = "metric";
}

/// <summary>Which side of a threshold is bad; the words are those of the wire.</summary>
internal static class Comparisons
{
    public const string Above = "above";
    public const string Below = "below";
}

/// <summary>One thing that can be checked: on which signal, in which unit, and which side of the threshold is bad.</summary>
/// <param name="Name">The word on the wire, e.g. <c>success_rate</c>.</param>
/// <param name="Signal">One of <see cref="Signals"/>.</param>
/// <param name="Unit">Unit of value and thresholds; null where the rule names its own.</param>
/// <param name="Comparison">The only side that makes sense; null where the rule chooses.</param>
/// <param name="IsInclusive">
/// Whether a value that just reaches the threshold is bad. Counts fire at their number ("10 errors or more"), measures only beyond it
/// ("longer than 30 s").
/// </param>
internal sealed record RuleCheck(string Name, string Signal, string? Unit, string? Comparison, bool IsInclusive)
{
    /// <summary>Share of a run's items that succeeded, 0–100.</summary>
    public static readonly RuleCheck SuccessRate = new("success_rate", Signals.GenerationRun, "percent", Comparisons.Below, false);

    /// <summary>Errors recorded during a run.</summary>
    public static readonly RuleCheck ErrorCount = new("error_count", Signals.GenerationRun, "count", Comparisons.Above, true);

    /// <summary>How long a run took.</summary>
    public static readonly RuleCheck Duration = new("duration", Signals.GenerationRun, "ms", Comparisons.Above, false);

    /// <summary>How many times longer a run took than the median of the runs of its type before it.</summary>
    public static readonly RuleCheck DurationVsMedian = new("duration_vs_median", Signals.GenerationRun, "ratio", Comparisons.Above, false);

    /// <summary>1 when a run had items and none of them succeeded, else 0.</summary>
    public static readonly RuleCheck CompleteFailure = new("complete_failure", Signals.GenerationRun, "count", Comparisons.Above, true);

    /// <summary>1 when a run went silent, 0 when one of its type ended.</summary>
    public static readonly RuleCheck Stalled = new("stalled", Signals.GenerationRun, "count", Comparisons.Above, true);

    /// <summary>The value of a metric's series.</summary>
    public static readonly RuleCheck Threshold = new("threshold", Signals.Metric, null, null, false);

    /// <summary>Every check.</summary>
    public static IReadOnlyList<RuleCheck> All { get; } =
        [SuccessRate, ErrorCount, Duration, DurationVsMedian, CompleteFailure, Stalled, Threshold];

    /// <returns>The check of that name, or null for any other word.</returns>
    public static RuleCheck? Find(string? name) => All.FirstOrDefault(check => check.Name == name);
}

namespace Monitoring.Alerting.Rules;

/// <summary>What is judged, against which thresholds, and for how long it may be bad before somebody is told.</summary>
/// <remarks>At least one of <see cref="Warning"/> and <see cref="Critical"/> is set; where both are, critical is the worse value.</remarks>
internal sealed record AlertRule
{
    public required Guid Id { get; init; }

    /// <summary>Stable name of a built-in rule, e.g. <c>run.success-rate</c>; null for the operator's own.</summary>
    public string? Key { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required bool IsEnabled { get; init; }

    public required RuleCheck Check { get; init; }

    /// <summary>Metric name; null unless the signal is a metric.</summary>
    public string? Metric { get; init; }

    /// <summary>Labels that what is judged must carry, e.g. <c>cpu=total</c> or <c>generation_type=auto</c>.</summary>
    public required LabelSet Filter { get; init; }

    /// <summary>One of <see cref="Comparisons"/>.</summary>
    public required string Comparison { get; init; }

    public double? Warning { get; init; }

    public double? Critical { get; init; }

    /// <summary>How long the value must stay bad before the rule fires; zero fires at the first bad value.</summary>
    public required TimeSpan HoldFor { get; init; }

    public required string Unit { get; init; }

    /// <summary>Grows with every change; what an editor must have seen.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsBuiltIn => Key is not null;

    /// <summary>How bad <paramref name="value"/> is; null when it is within both thresholds.</summary>
    public Severity? Judge(double value) => IsBeyond(value, Critical) ? Severity.Critical
        : IsBeyond(value, Warning) ? Severity.Warning
        : null;

    /// <summary>The threshold that makes a value that bad.</summary>
    public double ThresholdOf(Severity severity) => (severity is Severity.Critical ? Critical : Warning)
        ?? throw new InvalidOperationException($"Rule {Id} has no threshold for {severity}.");

    /// <summary>Whether <paramref name="other"/> looks at other things than this rule, so that what this one found no longer says anything.</summary>
    public bool LooksElsewhere(AlertRule other) =>
        Check != other.Check || Metric != other.Metric || Comparison != other.Comparison || !Filter.Equals(other.Filter);

    private bool IsBeyond(double value, double? threshold) => threshold is { } limit
        && ((Check.IsInclusive && value == limit) || (Comparison == Comparisons.Below ? value < limit : value > limit));
}

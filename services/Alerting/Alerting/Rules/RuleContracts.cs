using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Alerting.Rules;

/// <summary>A rule as it is written. Every field may be missing, so that all mistakes are reported together.</summary>
/// <remarks>
/// <see cref="Id"/>, <see cref="Key"/>, <see cref="IsBuiltIn"/> and <see cref="UpdatedAt"/> are taken so that a rule that was read can be sent back with a
/// change; they are never stored. Any other unknown field is refused.
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RuleRequest
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Default true.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary><c>generation_run</c> or <c>metric</c>; follows from the check, and must agree with it where it is given.</summary>
    public string? Signal { get; init; }

    /// <summary>One of the names of <see cref="RuleCheck"/>.</summary>
    public string? Check { get; init; }

    /// <summary>Metric name; for the check <c>threshold</c> only.</summary>
    public string? Metric { get; init; }

    /// <summary>Labels that must match: those of the series, or <c>generation_type</c> and <c>source</c> of a run.</summary>
    public IReadOnlyDictionary<string, string?>? Filter { get; init; }

    /// <summary><c>above</c> or <c>below</c>; may be left out where the check has only one bad side.</summary>
    public string? Comparison { get; init; }

    public double? Warning { get; init; }

    public double? Critical { get; init; }

    /// <summary>Seconds for which a metric must be bad before the rule fires. Default 0: at once.</summary>
    public int? HoldSeconds { get; init; }

    /// <summary>Unit of a metric's values, for display; follows from the check for runs.</summary>
    public string? Unit { get; init; }

    /// <summary>The version that was edited; with another one stored the change is refused. Left out: the last writer wins.</summary>
    public int? Version { get; init; }

    public JsonElement? Id { get; init; }

    public JsonElement? Key { get; init; }

    public JsonElement? IsBuiltIn { get; init; }

    public JsonElement? UpdatedAt { get; init; }
}

/// <summary>A rule as it is read.</summary>
internal sealed record RuleResponse(
    Guid Id,
    string? Key,
    string Name,
    string Description,
    bool IsBuiltIn,
    bool IsEnabled,
    string Signal,
    string Check,
    string? Metric,
    IReadOnlyDictionary<string, string> Filter,
    string Comparison,
    double? Warning,
    double? Critical,
    int HoldSeconds,
    string Unit,
    int Version,
    DateTimeOffset UpdatedAt)
{
    public static RuleResponse From(AlertRule rule) => new(
        rule.Id,
        rule.Key,
        rule.Name,
        rule.Description,
        rule.IsBuiltIn,
        rule.IsEnabled,
        rule.Check.Signal,
        rule.Check.Name,
        rule.Metric,
        rule.Filter.Labels,
        rule.Comparison,
        rule.Warning,
        rule.Critical,
        (int)rule.HoldFor.TotalSeconds,
        rule.Unit,
        rule.Version,
        rule.UpdatedAt);
}

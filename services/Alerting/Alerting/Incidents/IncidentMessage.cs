using System.Globalization;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Incidents;

/// <summary>Says in one sentence what was seen and what was allowed, e.g. <c>Success rate of a run: 72 % for auto (below 80 %)</c>.</summary>
internal static class IncidentMessage
{
    public static string Describe(AlertRule rule, LabelSet subject, Severity severity, double observed)
    {
        var of = Name(subject);
        if (rule.Check == RuleCheck.CompleteFailure)
        {
            return $"{rule.Name}: no item of a run of {of} succeeded";
        }

        if (rule.Check == RuleCheck.Stalled)
        {
            return $"{rule.Name}: a run of {of} gave no sign of life";
        }

        return $"{rule.Name}: {Format(rule, observed)} for {of} ({Relation(rule)} {Format(rule, rule.ThresholdOf(severity))})";
    }

    // A run is known by its type; a series by its labels, and by its metric when it has none.
    private static string Name(LabelSet subject)
    {
        if (subject.Labels.TryGetValue("generation_type", out var type))
        {
            return type;
        }

        var labels = string.Join(", ", subject.Labels.Where(label => label.Key != "metric").Select(label => $"{label.Key}={label.Value}"));
        return labels.Length > 0 ? labels : subject.Labels["metric"];
    }

    private static string Relation(AlertRule rule) => rule switch
    {
        { Comparison: Comparisons.Below } => "below",
        { Check.IsInclusive: true } => "at least",
        _ => "above",
    };

    private static string Format(AlertRule rule, double value) => rule.Unit switch
    {
        "percent" => Invariant($"{value:0.##} %"),
        "ms" when value >= 1000 => Invariant($"{value / 1000:0.##} s"),
        "ms" => Invariant($"{value:0.##} ms"),
        "ratio" when rule.Check == RuleCheck.DurationVsMedian => Invariant($"{value:0.##} times the usual"),
        "ratio" => Invariant($"{value * 100:0.##} %"),
        "count" or "" => Invariant($"{value:0.####}"),
        _ => Invariant($"{value:0.####} {rule.Unit}"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

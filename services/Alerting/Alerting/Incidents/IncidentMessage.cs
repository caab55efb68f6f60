using System.Globalization;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Incidents;

/// <summary>Says in one sentence what was seen and what was allowed, e.g. <c>Success rate of auto was 72 % (below 80 %)</c>.</summary>
internal static class IncidentMessage
{
    public static string Describe(AlertRule rule, LabelSet subject, Severity severity, double observed)
    {
        var type = subject.Labels.GetValueOrDefault("generation_type");
        var value = Format(rule, observed);
        var limit = $"({Relation(rule)} {Format(rule, rule.ThresholdOf(severity))})";
        return rule.Check.Name switch
        {
            "success_rate" => $"Success rate of {type} was {value} {limit}",
            "error_count" => $"A run of {type} had {value} errors {limit}",
            "duration" or "duration_vs_median" => $"A run of {type} took {value} {limit}",
            "complete_failure" => $"No item of a run of {type} succeeded",
            "stalled" => $"A run of {type} gave no sign of life",
            _ => $"{NameOf(subject)} was {value} {limit}",
        };
    }

    // A series is known by its metric, and by its labels where it has some.
    private static string NameOf(LabelSet series)
    {
        var labels = string.Join(", ", series.Labels.Where(label => label.Key != "metric").Select(label => $"{label.Key}={label.Value}"));
        return labels.Length == 0 ? series.Labels["metric"] : $"{series.Labels["metric"]} of {labels}";
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

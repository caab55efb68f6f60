using Monitoring.Alerting.Rules;
using Monitoring.Contracts.Metrics.V1;

namespace Monitoring.Alerting.Evaluation;

/// <summary>One value of one series of a metric.</summary>
internal sealed record MetricObservation(string Metric, LabelSet Labels, DateTimeOffset At, double Value)
{
    public static IReadOnlyList<MetricObservation> From(SamplesObserved samples) =>
        [.. samples.Samples.Select(sample => new MetricObservation(sample.Metric, new(sample.Labels), samples.ObservedAt, sample.Value))];
}

/// <summary>What a rule sees of a metric's value. Pure; shared by evaluation and preview.</summary>
internal static class MetricSubject
{
    /// <returns>Null when the rule does not look at this series.</returns>
    public static Subject? Of(AlertRule rule, MetricObservation sample) =>
        rule.Metric == sample.Metric && rule.Filter.Matches(sample.Labels)
            ? new(rule, sample.Labels.With(new KeyValuePair<string, string>("metric", sample.Metric)), new(sample.At, sample.Value), Sample: sample)
            : null;
}

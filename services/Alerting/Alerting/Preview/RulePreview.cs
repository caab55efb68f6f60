using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Preview;

/// <summary>A stretch of time in which the rule would have had an incident.</summary>
/// <param name="Labels">What it would have been about.</param>
/// <param name="Severity">Worst level it would have reached.</param>
/// <param name="Start">When it would have fired.</param>
/// <param name="End">When it would have been resolved; null when it would still be open.</param>
/// <param name="Worst">The value farthest beyond the threshold.</param>
internal sealed record PreviewSpan(LabelSet Labels, Severity Severity, DateTimeOffset Start, DateTimeOffset? End, double Worst);

/// <summary>What a rule would have done.</summary>
/// <param name="Spans">In the order in which they would have opened.</param>
/// <param name="Evaluations">How many values were judged, by what came of it.</param>
/// <param name="Values">Every value that said something, in time order.</param>
internal sealed record PreviewResult(
    IReadOnlyList<PreviewSpan> Spans, IReadOnlyDictionary<EvaluationReason, int> Evaluations, IReadOnlyList<double> Values);

/// <summary>Replays subjects through the evaluator that production uses. Pure.</summary>
/// <remarks>Starts from quiet states, as a rule does that was just saved.</remarks>
internal static class RulePreview
{
    public static PreviewResult Replay(IEnumerable<Subject> subjects)
    {
        var states = new Dictionary<StateKey, AlertState>();
        var open = new Dictionary<StateKey, int>();
        var spans = new List<PreviewSpan>();
        var evaluations = new Dictionary<EvaluationReason, int>();
        var values = new List<double>();
        foreach (var subject in subjects)
        {
            var (state, reason) = RuleEvaluator.Evaluate(
                states.GetValueOrDefault(subject.Key, AlertState.Initial), subject.Observation, subject.Rule);
            states[subject.Key] = state;
            evaluations[reason] = evaluations.GetValueOrDefault(reason) + 1;
            if (subject.Observation.Value is { } value)
            {
                values.Add(value);
                Follow(subject, state, reason, value, open, spans);
            }
        }

        return new(spans, evaluations, values);
    }

    /// <summary>The level that 99 of 100 values stay within; null without values.</summary>
    public static double? SuggestThreshold(IEnumerable<double> values, string comparison)
    {
        var ordered = comparison == Comparisons.Below ? values.OrderDescending().ToArray() : values.Order().ToArray();
        return ordered.Length == 0 ? null : ordered[(int)Math.Ceiling(0.99 * ordered.Length) - 1];
    }

    private static void Follow(
        Subject subject, AlertState state, EvaluationReason reason, double value, Dictionary<StateKey, int> open, List<PreviewSpan> spans)
    {
        switch (reason)
        {
            case EvaluationReason.Opened:
                open[subject.Key] = spans.Count;
                spans.Add(new(subject.Identity, state.Severity!.Value, subject.Observation.At, null, value));
                break;
            case EvaluationReason.Escalated or EvaluationReason.StillFiring:
                var span = spans[open[subject.Key]];
                spans[open[subject.Key]] = span with { Severity = state.Severity!.Value, Worst = Worse(subject.Rule, span.Worst, value) };
                break;
            case EvaluationReason.Recovered when open.Remove(subject.Key, out var index):
                spans[index] = spans[index] with { End = subject.Observation.At };
                break;
        }
    }

    private static double Worse(AlertRule rule, double one, double other) =>
        rule.Comparison == Comparisons.Below ? Math.Min(one, other) : Math.Max(one, other);
}

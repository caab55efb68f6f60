using System.Text.Json.Serialization;
using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Preview;

/// <summary>A rule that need not be saved, and the past it is to be tried on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PreviewRequest
{
    public RuleRequest? Rule { get; init; }

    /// <summary>RFC 3339; default 24 hours before <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>RFC 3339; default now.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>What the rule would have done.</summary>
/// <param name="From">Start of the past that was replayed.</param>
/// <param name="To">Its end.</param>
/// <param name="Spans">Incidents it would have had.</param>
/// <param name="Counts">How many values were judged, and how many incidents would have opened, become worse and been resolved.</param>
/// <param name="SuggestedThreshold">The level that 99 of 100 values stayed within; null when nothing was measured.</param>
/// <param name="IsTruncated">True when there was more in the span than one preview replays.</param>
internal sealed record PreviewResponse(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<PreviewSpanResponse> Spans,
    PreviewCounts Counts,
    double? SuggestedThreshold,
    bool IsTruncated)
{
    public static PreviewResponse Of(AlertRule rule, DateTimeOffset from, DateTimeOffset to, PreviewResult result, bool isTruncated) => new(
        from,
        to,
        [.. result.Spans.Select(span => new PreviewSpanResponse(span.Labels.Labels, span.Severity.Word(), span.Start, span.End, span.Worst))],
        new(
            result.Values.Count,
            result.Evaluations.GetValueOrDefault(EvaluationReason.Opened),
            result.Evaluations.GetValueOrDefault(EvaluationReason.Escalated),
            result.Evaluations.GetValueOrDefault(EvaluationReason.Recovered)),
        RulePreview.SuggestThreshold(result.Values, rule.Comparison),
        isTruncated);
}

/// <summary>One incident that would have been.</summary>
internal sealed record PreviewSpanResponse(
    IReadOnlyDictionary<string, string> Labels, string Severity, DateTimeOffset Start, DateTimeOffset? End, double Worst);

/// <summary>Figures of a preview.</summary>
internal sealed record PreviewCounts(int Judged, int Opened, int Escalated, int Resolved);

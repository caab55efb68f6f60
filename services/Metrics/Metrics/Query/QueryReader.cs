using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Query;

/// <summary>Checks a query request and collects everything that is wrong with it. Pure.</summary>
internal static class QueryReader
{
    private const int MaxQueries = 50;
    private const int MaxLabels = 64;

    public static IReadOnlyList<MetricQuery> Read(QueryRequest request, Dictionary<string, string[]> errors)
    {
        if (request.Queries is not { Count: > 0 and <= MaxQueries } items)
        {
            errors["queries"] = [$"1 to {MaxQueries} queries are expected."];
            return [];
        }

        return [.. items.Select((item, index) => Read(item ?? new(null, null, null, null, null, null, null), $"queries[{index}]", errors))
            .OfType<MetricQuery>()];
    }

    private static MetricQuery? Read(QueryItem item, string path, Dictionary<string, string[]> errors)
    {
        var count = errors.Count;
        void Expect(bool condition, string field, string message)
        {
            if (!condition)
            {
                errors[$"{path}.{field}"] = [message];
            }
        }

        var from = TimeMs(item.From);
        var to = TimeMs(item.To);
        var stepMs = item.Step is null ? Step.ForRange((to - from) ?? 0) : Step.Parse(item.Step);
        Expect(!string.IsNullOrEmpty(item.Metric), "metric", "The name of a metric is expected.");
        Expect(Aggregations.All.Contains(item.Aggregation), "aggregation", $"One of {string.Join(", ", Aggregations.All)}.");
        Expect((item.Filter?.Count ?? 0) <= MaxLabels && item.Filter?.Values.Contains(null!) != true, "filter", $"At most {MaxLabels} labels, each with a text.");
        Expect((item.GroupBy?.Count ?? 0) <= MaxLabels && item.GroupBy?.Contains(null!) != true, "groupBy", $"At most {MaxLabels} names of labels.");
        Expect(from is not null, "from", "An RFC 3339 time with its offset, e.g. 2026-01-31T08:00:00Z.");
        Expect(to is not null, "to", "An RFC 3339 time with its offset, e.g. 2026-01-31T08:00:00Z.");
        Expect(!(from >= to), "to", "It must be after from.");
        Expect(stepMs is not null, "step", "A width such as 500ms, 15s, 1m or 6h is expected.");
        return errors.Count > count ? null : Align(item, from!.Value, to!.Value, stepMs!.Value);
    }

    // Points lie at whole multiples of the step since 1970, so that the same step is the same point in every answer.
    private static MetricQuery Align(QueryItem item, long fromMs, long toMs, long stepMs) => new()
    {
        Metric = item.Metric!,
        Aggregation = item.Aggregation!,
        Filter = item.Filter ?? new Dictionary<string, string>(),
        GroupBy = item.GroupBy ?? [],
        FromMs = fromMs / stepMs * stepMs,
        ToMs = (toMs + stepMs - 1) / stepMs * stepMs,
        StepMs = stepMs,
    };

    private static long? TimeMs(string? text) =>
        text is not null && ParameterReader.TryParseTime(text, out var time) && time >= DateTimeOffset.UnixEpoch ? time.ToUnixTimeMilliseconds() : null;
}

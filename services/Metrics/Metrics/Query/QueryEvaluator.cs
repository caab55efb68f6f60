using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Query;

/// <summary>Computes the lines of a query from its samples. Pure.</summary>
internal static class QueryEvaluator
{
    /// <summary>Lines times steps that are computed at once; each takes about 60 bytes.</summary>
    private const int MaxCells = 2_000_000;

    /// <param name="query">The query.</param>
    /// <param name="selected">Its series, in the order of their ids.</param>
    /// <param name="samples">Their samples, at least those of the query's range.</param>
    /// <exception cref="QueryTooLargeException">There are too many groups for so many steps.</exception>
    public static IReadOnlyList<ResultSeries> Evaluate(MetricQuery query, IReadOnlyList<Series> selected, SampleSet samples)
    {
        var steps = new Steps(query.FromMs, query.StepMs, query.PointCount);
        var groups = new Dictionary<LabelSet, IAggregation>();
        foreach (var series in selected)
        {
            var points = samples.Of(series, query.ReadFromMs, query.ToMs);
            if (points.IsEmpty)
            {
                continue;
            }

            var key = series.Labels.Only(query.GroupBy);
            if (!groups.TryGetValue(key, out var aggregation))
            {
                QueryTooLargeException.ThrowIf((groups.Count + 1L) * steps.Count > MaxCells, $"More than {MaxCells} points would be computed.");
                groups.Add(key, aggregation = Aggregations.Create(query.Aggregation, steps));
            }

            aggregation.Add(series.Metric.Kind, points);
        }

        return [.. groups.OrderBy(group => group.Key.ToString(), StringComparer.Ordinal).Select(group => new ResultSeries(group.Key.ToDictionary(), Points(group.Value, steps)))
            .Where(line => line.Points.Count > 0)];
    }

    private static List<ResultPoint> Points(IAggregation aggregation, Steps steps)
    {
        var points = new List<ResultPoint>();
        for (var step = 0; step < steps.Count; step++)
        {
            if (aggregation[step] is { } value)
            {
                points.Add(new(steps.StartMs(step), value));
            }
        }

        return points;
    }
}

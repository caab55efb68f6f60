using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Query;

/// <summary>A query whose values are good: whole steps from <see cref="FromMs"/> up to but without <see cref="ToMs"/>.</summary>
internal sealed record MetricQuery
{
    public const int MaxPoints = 11_000;

    /// <summary>A rate needs the sample before its first; how far back that is looked for.</summary>
    public static readonly TimeSpan RateLookBack = TimeSpan.FromMinutes(5);

    public required string Metric { get; init; }

    public required string Aggregation { get; init; }

    public IReadOnlyDictionary<string, string> Filter { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> GroupBy { get; init; } = [];

    public required long FromMs { get; init; }

    public required long ToMs { get; init; }

    public required long StepMs { get; init; }

    /// <summary>Where samples must be read from.</summary>
    public long ReadFromMs => Aggregation == Aggregations.Rate ? FromMs - (long)RateLookBack.TotalMilliseconds : FromMs;

    /// <summary>Points a line may have.</summary>
    public int PointCount => (int)((ToMs - FromMs) / StepMs);

    public IEnumerable<Series> Select(Metric? metric) => metric is null
        ? []
        : metric.Series.Where(series => Filter.All(label => series.Labels[label.Key] == label.Value)).OrderBy(series => series.Id);
}

using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Registry;

/// <summary>One line of a metric: what its samples are stored under, and the newest of them in memory.</summary>
/// <param name="id">Number of the series in the batch log; never reused.</param>
/// <param name="metric">The metric.</param>
/// <param name="labels">What tells the series from the metric's others.</param>
/// <param name="source">Whose limit the series counts against, e.g. the id of an API key.</param>
internal sealed class Series(int id, Metric metric, LabelSet labels, string source)
{
    public int Id { get; } = id;

    public Metric Metric { get; } = metric;

    public LabelSet Labels { get; } = labels;

    public string Source { get; } = source;

    public RecentSamples Recent { get; } = new();

    public override string ToString() => $"{Metric.Name}{{{Labels}}}";
}

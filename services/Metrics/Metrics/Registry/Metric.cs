using System.Collections.Concurrent;

namespace Monitoring.Metrics.Registry;

/// <summary>A metric and its active series. Name, kind and unit are given by whoever sent it first and stay.</summary>
internal sealed class Metric(int id, string name, MetricKind kind, string unit)
{
    private readonly ConcurrentDictionary<LabelSet, Series> _series = new();

    public int Id { get; } = id;

    public string Name { get; } = name;

    public MetricKind Kind { get; } = kind;

    /// <summary>UCUM, e.g. <c>By</c>, <c>s</c>, <c>1</c>; empty where the sender gave none.</summary>
    public string Unit { get; } = unit;

    /// <summary>Bounded by the limits per source, see <see cref="RegistryOptions"/>; idle series leave after a day.</summary>
    public IEnumerable<Series> Series => _series.Values;

    public int SeriesCount => _series.Count;

    public Series? Find(LabelSet labels) => _series.GetValueOrDefault(labels);

    public void Add(Series series) => _series[series.Labels] = series;

    public void Remove(Series series) => _series.TryRemove(new(series.Labels, series));
}

using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Collection;

/// <summary>Points of one moment.</summary>
internal sealed class PointList(DateTimeOffset at)
{
    private readonly List<NewPoint> _points = [];

    public IReadOnlyList<NewPoint> Points => _points;

    public void Gauge(string metric, string unit, double value, params ReadOnlySpan<(string, string)> labels) =>
        Add(metric, MetricKind.Gauge, unit, value, labels);

    public void Counter(string metric, string unit, double value, params ReadOnlySpan<(string, string)> labels) =>
        Add(metric, MetricKind.Counter, unit, value, labels);

    private void Add(string metric, MetricKind kind, string unit, double value, ReadOnlySpan<(string, string)> labels) => _points.Add(new()
    {
        Metric = metric,
        Kind = kind,
        Unit = unit,
        Labels = LabelSet.Of(labels),
        TimestampMs = at.ToUnixTimeMilliseconds(),
        Value = value,
    });
}

using System.Runtime.InteropServices;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Query;

/// <summary>
/// The exact quantile of all samples of a step, linear between the two nearest ranks, as <c>percentile_cont</c> of SQL has it.
/// </summary>
internal sealed class QuantileAggregation(Steps steps, double quantile) : IAggregation
{
    // Bounded by the samples a query may read, see SampleReader.
    private readonly List<double>?[] _values = new List<double>?[steps.Count];

    public double? this[int step] => _values[step] is { } values ? Of(values) : null;

    public void Add(MetricKind kind, ReadOnlySpan<Point> samples)
    {
        foreach (var sample in samples)
        {
            (_values[steps.Of(sample.TimestampMs)] ??= []).Add(sample.Value);
        }
    }

    private double Of(List<double> values)
    {
        var sorted = CollectionsMarshal.AsSpan(values);
        sorted.Sort();
        var rank = quantile * (sorted.Length - 1);
        var below = sorted[(int)rank];
        var above = sorted[Math.Min((int)rank + 1, sorted.Length - 1)];
        return below + ((above - below) * (rank - Math.Floor(rank)));
    }
}

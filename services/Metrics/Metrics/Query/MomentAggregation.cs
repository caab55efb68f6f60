using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Query;

/// <summary>What is known of the samples of one step.</summary>
internal struct Moment
{
    public long Count;
    public double Sum;
    public double Min;
    public double Max;

    /// <summary>The newest sample; of several at the same time, in different series, the greatest.</summary>
    public Point Last;

    public void Add(Point sample)
    {
        Min = Count == 0 ? sample.Value : Math.Min(Min, sample.Value);
        Max = Count == 0 ? sample.Value : Math.Max(Max, sample.Value);
        var isNewer = Count == 0 || sample.TimestampMs > Last.TimestampMs;
        Last = isNewer ? sample : sample.TimestampMs == Last.TimestampMs ? Last.Merge(sample.Value) : Last;
        Sum += sample.Value;
        Count++;
    }
}

/// <summary>Aggregations that need no more of a step than its <see cref="Moment"/>, over all samples of all series of the group.</summary>
internal sealed class MomentAggregation(Steps steps, Func<Moment, double> select) : IAggregation
{
    private readonly Moment[] _moments = new Moment[steps.Count];

    public double? this[int step] => _moments[step].Count == 0 ? null : select(_moments[step]);

    public void Add(MetricKind kind, ReadOnlySpan<Point> samples)
    {
        foreach (var sample in samples)
        {
            _moments[steps.Of(sample.TimestampMs)].Add(sample);
        }
    }
}

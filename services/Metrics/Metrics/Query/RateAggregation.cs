using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Query;

/// <summary>Increase per second, summed over the series of the group.</summary>
/// <remarks>
/// Between two samples that follow each other a counter has grown by their difference, or, where the second is smaller, has begun anew and
/// grown by the second. That increase is spread evenly over the time between them and given to the steps it lies in; a step's rate is its
/// increase by the time it has covered, per series. So the rates of all steps times their length add up to the whole increase whatever
/// the step, and nothing is extrapolated. A delta is its own increase. The first sample of a series only begins the count.
/// </remarks>
internal sealed class RateAggregation(Steps steps) : IAggregation
{
    private readonly double?[] _rates = new double?[steps.Count];
    private readonly double[] _increase = new double[steps.Count];
    private readonly long[] _coveredMs = new long[steps.Count];

    public double? this[int step] => _rates[step];

    public void Add(MetricKind kind, ReadOnlySpan<Point> samples)
    {
        Array.Clear(_increase);
        Array.Clear(_coveredMs);
        for (var i = 1; i < samples.Length; i++)
        {
            Spread(samples[i - 1].TimestampMs, samples[i].TimestampMs, Increase(kind, samples[i - 1].Value, samples[i].Value));
        }

        for (var step = 0; step < steps.Count; step++)
        {
            if (_coveredMs[step] > 0)
            {
                _rates[step] = (_rates[step] ?? 0) + (_increase[step] * 1000 / _coveredMs[step]);
            }
        }
    }

    private static double Increase(MetricKind kind, double before, double after) =>
        kind == MetricKind.Delta || after < before ? after : after - before;

    private void Spread(long fromMs, long toMs, double increase)
    {
        var first = Math.Max(0, steps.Of(fromMs));
        for (var step = first; step < steps.Count && steps.StartMs(step) < toMs; step++)
        {
            var overlapMs = Math.Min(toMs, steps.StartMs(step + 1)) - Math.Max(fromMs, steps.StartMs(step));
            if (overlapMs > 0)
            {
                _increase[step] += increase * overlapMs / (toMs - fromMs);
                _coveredMs[step] += overlapMs;
            }
        }
    }
}

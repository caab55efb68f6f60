using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Dashboard;

/// <summary>By how much a counter has grown. Pure.</summary>
internal static class CounterIncrease
{
    /// <summary>A counter that is first seen later than this after the begin of a range began within it, at zero.</summary>
    public static readonly TimeSpan BeganWithin = TimeSpan.FromMinutes(5);

    /// <param name="samples">The counter's samples of the range and of the time shortly before it, in order.</param>
    /// <param name="fromMs">Begin of the range.</param>
    /// <param name="now">What the counter has reached since its last sample; null where only samples tell.</param>
    public static double Of(ReadOnlySpan<Point> samples, long fromMs, double? now)
    {
        double increase = 0;
        double? before = null;
        foreach (var sample in samples)
        {
            if (before is null && sample.TimestampMs > fromMs + BeganWithin.TotalMilliseconds)
            {
                before = 0;
            }

            if (before is not null && sample.TimestampMs >= fromMs)
            {
                increase += Step(before.Value, sample.Value);
            }

            before = sample.Value;
        }

        return now is null ? increase : increase + Step(before ?? 0, now.Value);
    }

    // A smaller value means that the source began anew.
    private static double Step(double before, double after) => after < before ? after : after - before;
}

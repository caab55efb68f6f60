namespace Monitoring.Metrics.Window;

/// <summary>A value at a moment, Unix time in milliseconds.</summary>
internal readonly record struct Point(long TimestampMs, double Value)
{
    /// <summary>What stays when a second value of the same series arrives for the same moment: the greater one.</summary>
    /// <remarks>
    /// A repeated sample is thereby stored once, and two different ones give the same result in whatever order memory, log and
    /// replicas see them. For a counter the greater value is also the right one.
    /// </remarks>
    public Point Merge(double other) => this with { Value = Math.Max(Value, other) };
}

using System.Globalization;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Query;

/// <summary>The steps of a query as places 0, 1, 2 …</summary>
internal readonly record struct Steps(long FromMs, long StepMs, int Count)
{
    public int Of(long timestampMs) => (int)((timestampMs - FromMs) / StepMs);

    public long StartMs(int step) => FromMs + (step * StepMs);
}

/// <summary>Turns the samples of a group into one value a step.</summary>
/// <remarks>Series come in the order of their ids, samples in the order of time, so that sums are the same to the last bit each time.</remarks>
internal interface IAggregation
{
    /// <summary>Takes the samples of a series: those of the range, and for a rate those shortly before it.</summary>
    void Add(MetricKind kind, ReadOnlySpan<Point> samples);

    /// <summary>The value of a step; null where it has none.</summary>
    double? this[int step] { get; }
}

/// <summary>The aggregations a query can ask for.</summary>
internal static class Aggregations
{
    public const string Rate = "rate";

    public static IReadOnlyList<string> All { get; } = ["avg", "sum", "min", "max", "last", "count", Rate, "p50", "p90", "p95", "p99"];

    public static IAggregation Create(string name, Steps steps) => name switch
    {
        "avg" => new MomentAggregation(steps, moment => moment.Sum / moment.Count),
        "sum" => new MomentAggregation(steps, moment => moment.Sum),
        "min" => new MomentAggregation(steps, moment => moment.Min),
        "max" => new MomentAggregation(steps, moment => moment.Max),
        "last" => new MomentAggregation(steps, moment => moment.Last.Value),
        "count" => new MomentAggregation(steps, moment => moment.Count),
        Rate => new RateAggregation(steps),
        _ => new QuantileAggregation(steps, int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) / 100.0),
    };
}

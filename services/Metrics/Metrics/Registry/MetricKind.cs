namespace Monitoring.Metrics.Registry;

/// <summary>How the values of a metric relate to each other in time.</summary>
internal enum MetricKind
{
    /// <summary>A level: each value stands for itself, e.g. a utilization.</summary>
    Gauge,

    /// <summary>A total since some start; a smaller value than the one before means that the source began anew.</summary>
    Counter,

    /// <summary>What was added since the value before.</summary>
    Delta,
}

/// <summary>The names of <see cref="MetricKind"/> on the wire and in the database.</summary>
internal static class MetricKinds
{
    public static string Name(MetricKind kind) => kind switch
    {
        MetricKind.Gauge => "gauge",
        MetricKind.Counter => "counter",
        MetricKind.Delta => "delta",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static MetricKind? Parse(string name) => name switch
    {
        "gauge" => MetricKind.Gauge,
        "counter" => MetricKind.Counter,
        "delta" => MetricKind.Delta,
        _ => null,
    };
}

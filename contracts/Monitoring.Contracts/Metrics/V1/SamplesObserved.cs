namespace Monitoring.Contracts.Metrics.V1;

/// <summary>Values that were just stored and that rules may want to judge, e.g. those of one host collection.</summary>
/// <remarks>Published by Metrics after commit; at least once, in order per source. An array, so that a collection is one message.</remarks>
[MessageKind("metrics.samples-observed.v1")]
public sealed record SamplesObserved
{
    /// <summary>When the values were taken, UTC.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The values; at most 1,000.</summary>
    public required IReadOnlyList<ObservedSample> Samples { get; init; }
}

/// <summary>One value of one series.</summary>
public sealed record ObservedSample
{
    /// <summary>Metric name, OpenTelemetry form, e.g. <c>system.cpu.utilization</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Labels of the series.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>In the metric's own unit.</summary>
    public required double Value { get; init; }
}

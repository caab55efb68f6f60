using Monitoring.Metrics.Query;
using Monitoring.Metrics.Store;

namespace Monitoring.Metrics.Live;

/// <summary>What a client says: <c>{"type":"subscribe","metrics":["system.cpu.utilization"]}</c>. A later one replaces an earlier.</summary>
internal sealed record StreamRequest(string? Type, IReadOnlyList<string>? Metrics)
{
    public const int MaxMetrics = 100;

    public bool IsValid => Type == "subscribe" && Metrics is { Count: > 0 and <= MaxMetrics } && !Metrics.Contains(null!);
}

/// <summary>What the server says. Type is subscribed, samples, gap, ping or error.</summary>
/// <param name="Type">Which of them.</param>
/// <param name="Seq">Number of a message of samples, from 1.</param>
/// <param name="Items">Samples by series.</param>
/// <param name="Missed">How many samples a slow client has missed.</param>
/// <param name="Message">What was wrong with a request.</param>
internal sealed record StreamMessage(
    string Type, long? Seq = null, IReadOnlyList<StreamItem>? Items = null, long? Missed = null, string? Message = null)
{
    public static StreamMessage Samples(long seq, IReadOnlyList<Sample> samples) => new("samples", seq, [.. samples.GroupBy(sample => sample.Series)
        .Select(series => new StreamItem(
            series.Key.Metric.Name,
            series.Key.Labels.ToDictionary(),
            [.. series.Select(sample => new ResultPoint(sample.TimestampMs, sample.Value))]))]);
}

/// <summary>Samples of one series.</summary>
internal sealed record StreamItem(string Metric, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<ResultPoint> Points);

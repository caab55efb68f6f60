using System.Diagnostics.Metrics;
using Monitoring.ServiceDefaults.Telemetry;

namespace Monitoring.ServiceDefaults.Ingest;

/// <summary>Instruments of group commits. The only tag is the channel's name, a constant of its module: a handful of series.</summary>
public sealed class IngestMetrics
{
    private readonly UpDownCounter<long> _pendingBytes;
    private readonly Histogram<int> _groupRows;
    private readonly Counter<long> _rejected;

    /// <summary>Creates the instruments.</summary>
    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceTelemetry.Name);
        _pendingBytes = meter.CreateUpDownCounter<long>(
            "monitoring.ingest.pending", unit: "By", description: "Bytes accepted for storing and not yet committed.");
        _groupRows = meter.CreateHistogram(
            "monitoring.ingest.group.size",
            unit: "{row}",
            description: "Rows stored by one commit.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 10, 50, 200, 500, 1000, 2000, 5000, 10_000] });
        _rejected = meter.CreateCounter<long>(
            "monitoring.ingest.rejected", unit: "{request}", description: "Requests refused because too much was waiting already.");
    }

    internal void RecordPending(string channel, long bytes) => _pendingBytes.Add(bytes, new KeyValuePair<string, object?>("monitoring.channel", channel));

    internal void RecordGroup(string channel, int rows) => _groupRows.Record(rows, new KeyValuePair<string, object?>("monitoring.channel", channel));

    internal void RecordRejected(string channel) => _rejected.Add(1, new KeyValuePair<string, object?>("monitoring.channel", channel));
}

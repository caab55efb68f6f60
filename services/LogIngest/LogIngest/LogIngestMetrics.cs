using System.Diagnostics.Metrics;
using Monitoring.LogIngest.Ingest;

namespace Monitoring.LogIngest;

/// <summary>Instruments of the module.</summary>
internal sealed class LogIngestMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _tailMissed;

    public LogIngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(LogIngestTelemetry.Name);
        _accepted = meter.CreateCounter<long>("monitoring.logingest.accepted", unit: "{record}", description: "Records stored.");
        _rejected = meter.CreateCounter<long>("monitoring.logingest.rejected", unit: "{record}", description: "Records refused for good, by reason.");
        _tailMissed = meter.CreateCounter<long>("monitoring.logingest.tail.missed", unit: "{record}", description: "Records that slow watchers were not shown.");
    }

    public void RecordIntake(ParsedBatch parsed)
    {
        _accepted.Add(parsed.Rows.Count);
        // The tag is a word of RejectionReason: at most 16 series.
        foreach (var (reason, count) in parsed.Rejections.CountBy(static rejection => rejection.Reason))
        {
            _rejected.Add(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    public void RecordTailMissed(long count) => _tailMissed.Add(count);
}

using System.Diagnostics.Metrics;
using Monitoring.ServiceDefaults.Telemetry;

namespace Monitoring.ServiceDefaults.Leasing;

/// <summary>Instruments of leased work. The only tag is the queue, <c>schema.table</c>: a handful of series.</summary>
public sealed class LeaseMetrics
{
    private readonly Counter<long> _rescued;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _lost;

    /// <summary>Creates the instruments.</summary>
    public LeaseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceTelemetry.Name);
        _rescued = meter.CreateCounter<long>(
            "monitoring.lease.rescued", unit: "{lease}", description: "Rows taken back from workers that stopped extending their lease.");
        _fenced = meter.CreateCounter<long>(
            "monitoring.lease.fenced", unit: "{lease}", description: "Results refused because the row had passed to another worker.");
        _lost = meter.CreateCounter<long>(
            "monitoring.lease.lost", unit: "{lease}", description: "Leases that a worker of this process lost while it worked.");
    }

    internal void RecordRescued(string queue, int count) => _rescued.Add(count, new KeyValuePair<string, object?>("monitoring.queue", queue));

    internal void RecordFenced(string queue) => _fenced.Add(1, new KeyValuePair<string, object?>("monitoring.queue", queue));

    internal void RecordLost(string queue) => _lost.Add(1, new KeyValuePair<string, object?>("monitoring.queue", queue));
}

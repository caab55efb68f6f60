using System.Diagnostics.Metrics;

namespace Monitoring.Client.Recording;

/// <summary>What became of the records of this program. Tags are the five drop reasons.</summary>
internal sealed class ClientMetrics
{
    public const string MeterName = "Monitoring.Client";

    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;

    public ClientMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _sent = meter.CreateCounter<long>("monitoring.client.sent", unit: "{record}", description: "Records that were delivered.");
        _dropped = meter.CreateCounter<long>("monitoring.client.dropped", unit: "{record}", description: "Records that were given up, by reason.");
        foreach (var reason in DropReason.All)
        {
            RecordDropped(reason, 0);
        }
    }

    public void RecordSent() => _sent.Add(1);

    public void RecordDropped(string reason, int count) => _dropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
}

using System.Diagnostics.Metrics;
using Monitoring.ServiceDefaults.Telemetry;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Instruments of message delivery. Tags are module names and two outcomes: at most 18 series.</summary>
internal sealed class OutboxMetrics
{
    private readonly Counter<long> _deliveries;

    public OutboxMetrics(IMeterFactory meters) =>
        _deliveries = meters.Create(ServiceTelemetry.Name).CreateCounter<long>(
            "monitoring.outbox.deliveries", unit: "{message}", description: "Outgoing messages by module and outcome.");

    public void RecordDelivered(string module) => Record(module, "delivered");

    public void RecordFailed(string module, bool isLast) => Record(module, isLast ? "dead" : "retried");

    private void Record(string module, string outcome) =>
        _deliveries.Add(1, new("monitoring.module", module), new("monitoring.outcome", outcome));
}

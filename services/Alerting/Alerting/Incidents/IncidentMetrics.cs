using System.Diagnostics.Metrics;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Incidents;

/// <summary>Instruments of incidents.</summary>
internal sealed class IncidentMetrics
{
    private readonly Counter<long> _changes;

    public IncidentMetrics(IMeterFactory meters) => _changes = meters.Create(AlertingTelemetry.Name).CreateCounter<long>(
        "monitoring.alerting.incident.changes", unit: "{change}", description: "Changes of incidents, by kind and severity.");

    // Six kinds and two severities: at most 12 series. Rule and incident ids belong on the span.
    public void RecordChange(string kind, Severity severity) =>
        _changes.Add(1, new("monitoring.change", kind), new("monitoring.severity", severity.Word()));
}

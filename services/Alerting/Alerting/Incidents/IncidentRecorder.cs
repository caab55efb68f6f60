using Microsoft.Extensions.Logging;
using Monitoring.Alerting.Notifications;
using Monitoring.Alerting.Rules;
using Monitoring.Contracts.Alerting.V1;
using Monitoring.ServiceDefaults.Live;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Incidents;

/// <summary>Stores a change of an incident with all that follows from it, in one transaction: timeline, notifications, message to other modules.</summary>
/// <remarks>The caller holds the lock of the incident's row, or opens the incident under the lock of its state.</remarks>
internal sealed partial class IncidentRecorder(
    NotificationWriter notifications, LiveFeed<LiveEvent> live, IncidentMetrics metrics, ILogger<IncidentRecorder> logger)
{
    public async Task RecordAsync(UnitOfWork work, Incident incident, IncidentChange change, CancellationToken cancellationToken)
    {
        if (change.Kind == IncidentChanges.Opened)
        {
            await IncidentStore.InsertAsync(work, incident, cancellationToken);
        }
        else
        {
            await IncidentStore.UpdateAsync(work, incident, cancellationToken);
        }

        await IncidentStore.AppendAsync(work, incident.Id, change, cancellationToken);
        await notifications.WriteAsync(work, incident, change, cancellationToken);
        if (change.Kind != IncidentChanges.Commented)
        {
            await work.PublishAsync(ToMessage(incident, change), $"incident:{incident.Id}", cancellationToken);
        }

        work.AfterCommit(() => Announce(incident, change));
    }

    private void Announce(Incident incident, IncidentChange change)
    {
        live.Publish([new LiveEvent("incidents", new { id = incident.Id, status = incident.Status, severity = incident.Severity.Word() })]);
        metrics.RecordChange(change.Kind, incident.Severity);
        LogChanged(incident.Id, incident.RuleName, change.Kind, incident.Severity);
    }

    private static IncidentChanged ToMessage(Incident incident, IncidentChange change) => new()
    {
        IncidentId = incident.Id,
        Version = incident.Version,
        Change = change.Kind,
        RuleId = incident.RuleId,
        RuleName = incident.RuleName,
        Check = incident.Check.Name,
        Signal = incident.Check.Signal,
        Severity = incident.Severity.Word(),
        Status = incident.Status,
        // What was seen with this change, which need not be what opened the incident; so also the run below.
        Message = change.Evidence is null ? incident.Message : change.Text,
        Labels = (change.RunId is { } runId ? incident.Labels.With(new KeyValuePair<string, string>("run_id", runId.ToString())) : incident.Labels).Labels,
        Threshold = (change.Evidence ?? incident.Evidence).Threshold,
        Actual = (change.Evidence ?? incident.Evidence).Observed,
        StartedAt = incident.StartedAt,
        AcknowledgedAt = incident.AcknowledgedAt,
        ResolvedAt = incident.ResolvedAt,
        ChangedAt = change.At,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Incident {IncidentId} of {RuleName} was {Change} ({Severity})")]
    private partial void LogChanged(Guid incidentId, string ruleName, string change, Severity severity);
}

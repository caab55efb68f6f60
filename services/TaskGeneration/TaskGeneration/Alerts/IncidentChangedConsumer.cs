using MassTransit;
using Monitoring.Contracts.Alerting.V1;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Alerts;

/// <summary>Keeps each incident that is about generation runs beside the runs.</summary>
internal sealed class IncidentChangedConsumer(Inbox<TaskGenerationModule> inbox) : IConsumer<IncidentChanged>
{
    private const string RunSignal = "generation_run";

    public Task Consume(ConsumeContext<IncidentChanged> context) => context.Message.Signal == RunSignal
        ? inbox.OnceAsync("task-generation.incident-changed", context, (work, cancellationToken) =>
            StoreAsync(work, context.Message, cancellationToken))
        : Task.CompletedTask;

    private static async Task StoreAsync(UnitOfWork work, IncidentChanged incident, CancellationToken cancellationToken)
    {
        var badRun = FindBadRun(incident);
        await RunAlertStore.UpsertAsync(work, AlertOf(incident, badRun), describesIncident: incident.Change != "repeated", cancellationToken);
        if (badRun is { } runId)
        {
            await RunAlertStore.UpsertRunAsync(
                work,
                new(incident.IncidentId, runId, incident.Message, incident.Threshold, incident.Actual, incident.ChangedAt),
                cancellationToken);
        }
    }

    // A resolution names the run that was good again; it is not part of the incident.
    private static Guid? FindBadRun(IncidentChanged incident) =>
        incident.Change is "opened" or "repeated" or "escalated" && Guid.TryParse(incident.Labels.GetValueOrDefault("run_id"), out var runId)
            ? runId
            : null;

    private static RunAlert AlertOf(IncidentChanged incident, Guid? badRun) => new()
    {
        IncidentId = incident.IncidentId,
        RunId = badRun,
        GenerationType = incident.Labels.GetValueOrDefault("generation_type"),
        // Both duration checks are the alert kind "performance".
        AlertType = incident.Check is "duration" or "duration_vs_median" ? "performance" : incident.Check,
        RuleName = incident.RuleName,
        Severity = incident.Severity,
        Status = incident.Status,
        Message = incident.Message,
        Threshold = incident.Threshold,
        Actual = incident.Actual,
        CreatedAt = incident.StartedAt,
        AcknowledgedAt = incident.AcknowledgedAt,
        ResolvedAt = incident.ResolvedAt,
        Version = incident.Version,
    };
}

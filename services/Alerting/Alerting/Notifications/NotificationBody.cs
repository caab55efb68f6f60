using System.Text.Encodings.Web;
using System.Text.Json;
using Monitoring.Alerting.Incidents;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Notifications;

/// <summary>Writes what a channel is told; the README of this service documents it for receivers.</summary>
internal static class NotificationBody
{
    // Receivers show the text to people; characters other than ASCII need no escapes in JSON.
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Guid notificationId, string @event, Incident incident, DateTimeOffset at, Uri? publicUrl) => JsonSerializer.Serialize(
        new
        {
            version = 1,
            notificationId,
            @event,
            occurredAt = at,
            incident = new
            {
                id = incident.Id,
                status = incident.Status,
                severity = incident.Severity.Word(),
                message = incident.Message,
                startedAt = incident.StartedAt,
                acknowledgedAt = incident.AcknowledgedAt,
                resolvedAt = incident.ResolvedAt,
                version = incident.Version,
            },
            rule = new { id = incident.RuleId, name = incident.RuleName, signal = incident.Check.Signal, check = incident.Check.Name },
            labels = incident.Labels.Labels,
            evidence = new { incident.Evidence.Observed, incident.Evidence.Threshold, incident.Evidence.Unit, run = RunOf(incident.Evidence) },
            links = LinksOf(incident.Id, publicUrl),
        },
        _json);

    private static object? RunOf(Evidence evidence) => evidence.Run is { } run
        ? new { id = run.RunId, run.GenerationType, run.Status, run.StartedAt, run.DurationMs, run.TotalCount, run.SuccessCount, run.FailedCount, run.ErrorCount }
        : null;

    private static object LinksOf(Guid incidentId, Uri? publicUrl) => new
    {
        incident = Absolute($"/api/v1/alerting/incidents/{incidentId}", publicUrl),
        console = Absolute($"/alerts?incident={incidentId}", publicUrl),
    };

    private static string Absolute(string path, Uri? publicUrl) => publicUrl is null ? path : new Uri(publicUrl, path).AbsoluteUri;
}

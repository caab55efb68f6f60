using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Alerting.Notifications;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Incidents;

/// <summary>An incident as it is read.</summary>
internal record IncidentResponse(
    Guid Id,
    Guid RuleId,
    string RuleName,
    string Check,
    string Signal,
    string Severity,
    string Status,
    string Message,
    double Observed,
    double Threshold,
    string Unit,
    DateTimeOffset StartedAt,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    DateTimeOffset? ResolvedAt,
    IReadOnlyDictionary<string, string> Labels,
    Evidence Evidence,
    int Version)
{
    public static IncidentResponse From(Incident incident) => new(
        incident.Id,
        incident.RuleId,
        incident.RuleName,
        incident.Check.Name,
        incident.Check.Signal,
        incident.Severity.Word(),
        incident.Status,
        incident.Message,
        incident.Evidence.Observed,
        incident.Evidence.Threshold,
        incident.Evidence.Unit,
        incident.StartedAt,
        incident.AcknowledgedAt,
        incident.AcknowledgedBy,
        incident.ResolvedAt,
        incident.Labels.Labels,
        incident.Evidence,
        incident.Version);
}

/// <summary>One line of a timeline as it is read.</summary>
internal sealed record TimelineResponse(DateTimeOffset At, string Kind, string Text, string? Actor, Guid? RunId, JsonElement? Evidence)
{
    public static TimelineResponse From(IncidentEvent line) => new(
        line.At,
        line.Kind,
        line.Text,
        line.Actor,
        line.RunId,
        line.Evidence is null ? null : JsonSerializer.Deserialize<JsonElement>(line.Evidence));
}

/// <summary>What somebody has to say about an incident.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CommentRequest
{
    public const int MaxLength = 4000;

    public string? Comment { get; init; }
}

/// <summary>An incident with what happened to it.</summary>
internal sealed record IncidentDetailResponse : IncidentResponse
{
    public IncidentDetailResponse(Incident incident, IEnumerable<IncidentEvent> timeline, IReadOnlyList<NotificationLine> notifications)
        : base(From(incident))
    {
        Timeline = timeline.Select(TimelineResponse.From).ToList();
        Notifications = notifications;
    }

    /// <summary>The newest 200 lines, oldest first.</summary>
    public IReadOnlyList<TimelineResponse> Timeline { get; }

    /// <summary>Who was told, and of what, in the order of the changes.</summary>
    public IReadOnlyList<NotificationLine> Notifications { get; }
}

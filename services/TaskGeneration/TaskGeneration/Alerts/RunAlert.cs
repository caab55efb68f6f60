namespace Monitoring.TaskGeneration.Alerts;

/// <summary>An incident of alerting that is about generation runs; a row of <c>run_alert</c>.</summary>
internal sealed record RunAlert
{
    public required Guid IncidentId { get; init; }

    /// <summary>The run that opened it.</summary>
    public Guid? RunId { get; init; }
    public string? GenerationType { get; init; }
    public required string AlertType { get; init; }
    public required string RuleName { get; init; }
    public required string Severity { get; init; }
    public required string Status { get; init; }
    public required string Message { get; init; }
    public double? Threshold { get; init; }
    public double? Actual { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Of the incident; what an older message says is not news.</summary>
    public required int Version { get; init; }
}

/// <summary>A run that is part of an incident, and what was seen of it; a row of <c>alerted_run</c>.</summary>
internal sealed record AlertedRun(Guid IncidentId, Guid RunId, string Message, double? Threshold, double? Actual, DateTimeOffset At);

/// <summary>An alert as the detail of its run shows it: what was seen of this run, and how the incident stands.</summary>
internal sealed record RunAlertView(
    Guid IncidentId,
    string AlertType,
    string RuleName,
    string Severity,
    string Status,
    string Message,
    double? Threshold,
    double? Actual,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt)
{
    public static RunAlertView Of(RunAlert alert) => new(
        alert.IncidentId, alert.AlertType, alert.RuleName, alert.Severity, alert.Status, alert.Message, alert.Threshold, alert.Actual,
        alert.CreatedAt, alert.AcknowledgedAt, alert.ResolvedAt);
}

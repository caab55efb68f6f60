namespace Monitoring.TaskGeneration.Alerts;

/// <summary>An incident of alerting that is about a generation run; a row of <c>run_alert</c>.</summary>
internal sealed record RunAlert
{
    public required Guid IncidentId { get; init; }
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
    public required int Version { get; init; }
}

/// <summary>An alert as the detail of its run shows it.</summary>
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

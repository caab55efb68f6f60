namespace Monitoring.TaskGeneration.Runs;

/// <summary>A row of <c>generation_run</c>.</summary>
internal sealed record Run
{
    public required Guid Id { get; init; }
    public required string GenerationType { get; init; }
    public int? TargetYear { get; init; }
    public int? TargetMonth { get; init; }
    public string? Source { get; init; }
    public required string Status { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public long? DurationMs { get; init; }
    public int TotalCount { get; init; }
    public int SuccessCount { get; init; }
    public int FailedCount { get; init; }
    public int SkippedCount { get; init; }
    public double? SuccessRate { get; init; }
    public int ErrorCount { get; init; }
    public required string ErrorMessages { get; init; }
    public required string Metadata { get; init; }
    public string? TraceId { get; init; }
    public string? CorrelationId { get; init; }
    public long? ExpectedDurationMs { get; init; }
    public DateTimeOffset? LastHeartbeatAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public DateTimeOffset? StalledAt { get; init; }
    public int? ProgressProcessed { get; init; }
    public int? ProgressTotal { get; init; }
    public string? ProgressMessage { get; init; }
    public required byte[] StartSha256 { get; init; }
    public byte[]? CompletionSha256 { get; init; }

    public bool HasProgress => ProgressProcessed is not null || ProgressTotal is not null || ProgressMessage is not null;
}

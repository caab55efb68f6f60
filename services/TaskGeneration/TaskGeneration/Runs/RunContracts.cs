using System.Text.Json;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>Body of <c>POST /runs</c>.</summary>
internal sealed record StartRunRequest
{
    /// <summary>UUID chosen by the caller, so that it can name the run before the answer is there.</summary>
    public string? Id { get; init; }

    /// <summary><c>auto</c>, <c>one_time</c>, <c>manual</c> or another lower-case word.</summary>
    public string? GenerationType { get; init; }
    public int? TargetYear { get; init; }
    public int? TargetMonth { get; init; }
    public string? Source { get; init; }

    /// <summary>RFC 3339; the time of arrival when left out.</summary>
    public string? StartedAt { get; init; }
    public JsonElement? Metadata { get; init; }
    public long? ExpectedDurationMs { get; init; }
}

/// <summary>Body of <c>POST /runs/{id}/heartbeat</c>.</summary>
internal sealed record HeartbeatRequest
{
    public int? Processed { get; init; }
    public int? Total { get; init; }
    public string? Message { get; init; }
}

/// <summary>Body of <c>POST /runs/{id}/errors</c>.</summary>
internal sealed record ReportErrorRequest
{
    public string? Message { get; init; }
    public string? Type { get; init; }
    public string? Stack { get; init; }
    public JsonElement? Context { get; init; }
}

/// <summary>Body of <c>POST /runs/{id}/complete</c>.</summary>
internal sealed record CompleteRunRequest
{
    public RunStatsRequest? Stats { get; init; }
    public long? DurationMs { get; init; }
    public IReadOnlyList<string?>? ErrorMessages { get; init; }
}

/// <summary>Counts of items; <c>skipped</c> is 0 when left out.</summary>
internal sealed record RunStatsRequest
{
    public int? Total { get; init; }
    public int? Success { get; init; }
    public int? Failed { get; init; }
    public int? Skipped { get; init; }
}

/// <summary>Answer to a start or a heartbeat.</summary>
internal sealed record RunState(Guid Id, string Status);

/// <summary>Answer to an error report.</summary>
internal sealed record ErrorAccepted(Guid Id, Guid RunId);

/// <summary>How far a running run is.</summary>
internal sealed record RunProgress(int? Processed, int? Total, string? Message);

/// <summary>A run as the API shows it.</summary>
internal record RunView
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
    public required int TotalCount { get; init; }
    public required int SuccessCount { get; init; }
    public required int FailedCount { get; init; }
    public required int SkippedCount { get; init; }
    public double? SuccessRate { get; init; }
    public required int ErrorCount { get; init; }
    public required JsonElement ErrorMessages { get; init; }
    public required JsonElement Metadata { get; init; }
    public string? TraceId { get; init; }
    public string? CorrelationId { get; init; }
    public DateTimeOffset? LastHeartbeatAt { get; init; }
    public RunProgress? Progress { get; init; }
    public long? ExpectedDurationMs { get; init; }

    public static RunView Of(Run run) => new()
    {
        Id = run.Id,
        GenerationType = run.GenerationType,
        TargetYear = run.TargetYear,
        TargetMonth = run.TargetMonth,
        Source = run.Source,
        Status = run.Status,
        StartedAt = run.StartedAt,
        CompletedAt = run.CompletedAt,
        DurationMs = run.DurationMs,
        TotalCount = run.TotalCount,
        SuccessCount = run.SuccessCount,
        FailedCount = run.FailedCount,
        SkippedCount = run.SkippedCount,
        SuccessRate = run.SuccessRate,
        ErrorCount = run.ErrorCount,
        ErrorMessages = JsonElement.Parse(run.ErrorMessages),
        Metadata = JsonElement.Parse(run.Metadata),
        TraceId = run.TraceId,
        CorrelationId = run.CorrelationId,
        LastHeartbeatAt = run.LastHeartbeatAt,
        Progress = run.HasProgress ? new(run.ProgressProcessed, run.ProgressTotal, run.ProgressMessage) : null,
        ExpectedDurationMs = run.ExpectedDurationMs,
    };
}

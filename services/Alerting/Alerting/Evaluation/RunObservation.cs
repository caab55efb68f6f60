using System.Text.Json.Serialization;
using Monitoring.Contracts.TaskGeneration.V1;

namespace Monitoring.Alerting.Evaluation;

/// <summary>What is kept of a generation run that ended or went silent.</summary>
internal sealed record RunObservation
{
    public const string Stalled = "stalled";

    public required Guid RunId { get; init; }

    /// <summary><c>completed</c>, <c>partial</c>, <c>failed</c> or <c>stalled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it ended, or was declared stalled.</summary>
    public required DateTimeOffset At { get; init; }

    public required string GenerationType { get; init; }

    public string? Source { get; init; }

    public int? TargetYear { get; init; }

    public int? TargetMonth { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required long DurationMs { get; init; }

    public int TotalCount { get; init; }

    public int SuccessCount { get; init; }

    public int FailedCount { get; init; }

    public int SkippedCount { get; init; }

    /// <summary>0–100; null when the run had no items, or is stalled.</summary>
    public double? SuccessRate { get; init; }

    public int ErrorCount { get; init; }

    public IReadOnlyList<string> ErrorMessages { get; init; } = [];

    public string? TraceId { get; init; }

    [JsonIgnore]
    public bool IsStalled => Status == Stalled;

    public static RunObservation From(GenerationRunFinished run) => new()
    {
        RunId = run.RunId,
        Status = run.Status,
        At = run.CompletedAt,
        GenerationType = run.GenerationType,
        Source = run.Source,
        TargetYear = run.TargetYear,
        TargetMonth = run.TargetMonth,
        StartedAt = run.StartedAt,
        DurationMs = run.DurationMs,
        TotalCount = run.TotalCount,
        SuccessCount = run.SuccessCount,
        FailedCount = run.FailedCount,
        SkippedCount = run.SkippedCount,
        SuccessRate = run.SuccessRate,
        ErrorCount = run.ErrorCount,
        ErrorMessages = run.ErrorMessages,
        TraceId = run.TraceId,
    };

    public static RunObservation From(GenerationRunAbandoned run) => new()
    {
        RunId = run.RunId,
        Status = Stalled,
        At = run.AbandonedAt,
        GenerationType = run.GenerationType,
        Source = run.Source,
        TargetYear = run.TargetYear,
        TargetMonth = run.TargetMonth,
        StartedAt = run.StartedAt,
        DurationMs = (long)(run.AbandonedAt - run.StartedAt).TotalMilliseconds,
    };
}

using Monitoring.Contracts.TaskGeneration.V1;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>What others are told about a run.</summary>
internal static class RunMessages
{
    /// <summary>Messages of one run leave in order.</summary>
    public static string OrderKey(Guid runId) => $"run:{runId}";

    public static GenerationRunStarted Started(Run run) => new()
    {
        RunId = run.Id,
        GenerationType = run.GenerationType,
        TargetYear = run.TargetYear,
        TargetMonth = run.TargetMonth,
        Source = run.Source,
        StartedAt = run.StartedAt,
    };

    public static GenerationRunFinished Finished(Run run, IReadOnlyList<string> errorMessages) => new()
    {
        RunId = run.Id,
        GenerationType = run.GenerationType,
        TargetYear = run.TargetYear,
        TargetMonth = run.TargetMonth,
        Source = run.Source,
        Status = run.Status,
        StartedAt = run.StartedAt,
        CompletedAt = run.CompletedAt!.Value,
        DurationMs = run.DurationMs!.Value,
        TotalCount = run.TotalCount,
        SuccessCount = run.SuccessCount,
        FailedCount = run.FailedCount,
        SkippedCount = run.SkippedCount,
        SuccessRate = run.SuccessRate,
        ErrorCount = run.ErrorCount,
        ErrorMessages = errorMessages,
        TraceId = run.TraceId,
    };

    public static GenerationRunAbandoned Abandoned(Run run) => new()
    {
        RunId = run.Id,
        GenerationType = run.GenerationType,
        TargetYear = run.TargetYear,
        TargetMonth = run.TargetMonth,
        Source = run.Source,
        StartedAt = run.StartedAt,
        LastHeartbeatAt = run.LastSeenAt,
        AbandonedAt = run.StalledAt!.Value,
    };
}

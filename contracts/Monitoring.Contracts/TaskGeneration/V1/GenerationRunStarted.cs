namespace Monitoring.Contracts.TaskGeneration.V1;

/// <summary>A generation run was recorded as started.</summary>
/// <remarks>Published by TaskGeneration after commit; at least once. Messages of one run arrive in order.</remarks>
[MessageKind("task-generation.run-started.v1")]
public sealed record GenerationRunStarted
{
    /// <summary>The run; also the monitoring record id of the caller.</summary>
    public required Guid RunId { get; init; }

    /// <summary><c>auto</c>, <c>one_time</c>, <c>manual</c> or another lower-case word.</summary>
    public required string GenerationType { get; init; }

    /// <summary>Year the run generates for, where it has one.</summary>
    public int? TargetYear { get; init; }

    /// <summary>Month (1–12) the run generates for, where it has one.</summary>
    public int? TargetMonth { get; init; }

    /// <summary>Name of the program that reports the run.</summary>
    public string? Source { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

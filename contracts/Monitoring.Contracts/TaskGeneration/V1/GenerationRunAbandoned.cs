namespace Monitoring.Contracts.TaskGeneration.V1;

/// <summary>A running generation run has not been heard of for longer than it may be silent; its status is <c>stalled</c>.</summary>
/// <remarks>Published by TaskGeneration after commit; at least once. A late completion still follows as <see cref="GenerationRunFinished"/>.</remarks>
[MessageKind("task-generation.run-abandoned.v1")]
public sealed record GenerationRunAbandoned
{
    /// <summary>The run.</summary>
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

    /// <summary>Last heartbeat, error report or start, UTC.</summary>
    public required DateTimeOffset LastHeartbeatAt { get; init; }

    /// <summary>When the run was declared stalled, UTC.</summary>
    public required DateTimeOffset AbandonedAt { get; init; }
}

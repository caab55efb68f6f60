namespace Monitoring.Contracts.TaskGeneration.V1;

/// <summary>A generation run ended, with its final figures.</summary>
/// <remarks>Published by TaskGeneration after commit; at least once. Messages of one run arrive in order.</remarks>
[MessageKind("task-generation.run-finished.v1")]
public sealed record GenerationRunFinished
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary><c>auto</c>, <c>one_time</c>, <c>manual</c> or another lower-case word.</summary>
    public required string GenerationType { get; init; }

    /// <summary>Year the run generated for, where it has one.</summary>
    public int? TargetYear { get; init; }

    /// <summary>Month (1–12) the run generated for, where it has one.</summary>
    public int? TargetMonth { get; init; }

    /// <summary>Name of the program that reported the run.</summary>
    public string? Source { get; init; }

    /// <summary><c>completed</c> (no item failed), <c>partial</c> (some failed) or <c>failed</c> (none succeeded).</summary>
    public required string Status { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Milliseconds, as the reporter measured them, else from start to completion.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Items the run worked on.</summary>
    public required int TotalCount { get; init; }

    /// <summary>Items that succeeded.</summary>
    public required int SuccessCount { get; init; }

    /// <summary>Items that failed.</summary>
    public required int FailedCount { get; init; }

    /// <summary>Items left out on purpose.</summary>
    public required int SkippedCount { get; init; }

    /// <summary>0–100; null when the run had no items.</summary>
    public double? SuccessRate { get; init; }

    /// <summary>Errors recorded during the run and with its completion.</summary>
    public required int ErrorCount { get; init; }

    /// <summary>The first error messages, at most 20.</summary>
    public IReadOnlyList<string> ErrorMessages { get; init; } = [];

    /// <summary>W3C trace id of the run, where the reporter sent one.</summary>
    public string? TraceId { get; init; }
}

using System.Text.Json;

namespace Monitoring.Client.Queries;

/// <summary>A run as it is recorded.</summary>
public sealed record MonitoringRecord
{
    /// <summary>What <see cref="GenerationMonitor.RecordGenerationStart"/> returned.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>auto</c>, <c>one_time</c>, <c>manual</c> or another lower-case word.</summary>
    public required string GenerationType { get; init; }

    /// <summary>Year the run generates for.</summary>
    public int? TargetYear { get; init; }

    /// <summary>Month the run generates for.</summary>
    public int? TargetMonth { get; init; }

    /// <summary>The program that recorded it.</summary>
    public string? Source { get; init; }

    /// <summary><c>running</c>, <c>completed</c>, <c>partial</c>, <c>failed</c> or <c>stalled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>UTC; null while it runs.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Milliseconds; null while it runs.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Items the run worked on.</summary>
    public int TotalCount { get; init; }

    /// <summary>Items that succeeded.</summary>
    public int SuccessCount { get; init; }

    /// <summary>Items that failed.</summary>
    public int FailedCount { get; init; }

    /// <summary>Items left out on purpose.</summary>
    public int SkippedCount { get; init; }

    /// <summary>0–100; null when the run had no items.</summary>
    public double? SuccessRate { get; init; }

    /// <summary>Errors recorded during the run and with its completion.</summary>
    public int ErrorCount { get; init; }

    /// <summary>The first of their messages.</summary>
    public IReadOnlyList<string> ErrorMessages { get; init; } = [];

    /// <summary>What was recorded with the start.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>W3C trace id under which it was recorded.</summary>
    public string? TraceId { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }
}

using System.Diagnostics.CodeAnalysis;

namespace Monitoring.TaskGeneration.Statistics;

/// <summary>Answer of <c>GET /stats</c>.</summary>
internal sealed record RunStatistics(
    DateTimeOffset From, DateTimeOffset To, string GroupBy, IReadOnlyList<GroupFigures> Groups, RunFigures Total);

/// <summary>Figures of a set of runs. Rates are 0–100, and null where there is nothing to take a rate of.</summary>
internal record RunFigures
{
    public required long Runs { get; init; }
    public required long Completed { get; init; }
    public required long Partial { get; init; }
    public required long Failed { get; init; }
    public required long Stalled { get; init; }
    public required long Running { get; init; }

    /// <summary>Completed runs of those that are not running any more.</summary>
    public double? RunSuccessRate { get; init; }

    /// <summary>Items that succeeded of all items.</summary>
    public double? ItemSuccessRate { get; init; }
    public required ItemFigures Items { get; init; }
    public required DurationFigures DurationMs { get; init; }
    public required long Errors { get; init; }
    public LastRun? LastRun { get; init; }
}

/// <summary>Figures of one group.</summary>
internal sealed record GroupFigures : RunFigures
{
    [SetsRequiredMembers]
    public GroupFigures(string key, RunFigures figures)
        : base(figures) => Key = key;

    /// <summary>The type, the day (<c>2026-01-31</c>) or the month (<c>2026-01</c>) of the start, UTC.</summary>
    public string Key { get; }
}

/// <summary>Items of all runs together.</summary>
internal sealed record ItemFigures(long Total, long Success, long Failed, long Skipped);

/// <summary>Durations of finished runs, milliseconds; percentiles interpolate between the two nearest runs. Null without one.</summary>
internal sealed record DurationFigures(double? Mean, double? P50, double? P95, double? P99, double? Max);

/// <summary>The run that started last.</summary>
internal sealed record LastRun(Guid Id, string Status, DateTimeOffset StartedAt);

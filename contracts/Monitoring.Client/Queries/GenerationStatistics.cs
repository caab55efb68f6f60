namespace Monitoring.Client.Queries;

/// <summary>Statistics of the runs in a time range.</summary>
/// <param name="From">Earliest start, included; 30 days before <paramref name="To"/> unless asked for.</param>
/// <param name="To">Latest start, not included.</param>
/// <param name="GroupBy"><c>type</c>, <c>day</c> or <c>month</c>.</param>
/// <param name="Groups">The figures of each group, in order of its key.</param>
/// <param name="Total">The figures of all runs together.</param>
public sealed record GenerationStatistics(
    DateTimeOffset? From, DateTimeOffset? To, string GroupBy, IReadOnlyList<GenerationFigures> Groups, GenerationFigures Total);

/// <summary>Figures of a set of runs. Rates are 0–100, and null where there is nothing to take a rate of.</summary>
public sealed record GenerationFigures
{
    /// <summary>What the runs have in common: a type, a day (<c>2026-01-31</c>) or a month (<c>2026-01</c>); null for the total.</summary>
    public string? Key { get; init; }

    /// <summary>How many runs there were.</summary>
    public long Runs { get; init; }

    /// <summary>Runs without a failed item.</summary>
    public long Completed { get; init; }

    /// <summary>Runs in which some items failed.</summary>
    public long Partial { get; init; }

    /// <summary>Runs in which nothing succeeded.</summary>
    public long Failed { get; init; }

    /// <summary>Runs that fell silent.</summary>
    public long Stalled { get; init; }

    /// <summary>Runs that have not ended.</summary>
    public long Running { get; init; }

    /// <summary>Completed runs of those that have ended.</summary>
    public double? RunSuccessRate { get; init; }

    /// <summary>Items that succeeded of all items.</summary>
    public double? ItemSuccessRate { get; init; }

    /// <summary>Items of all the runs.</summary>
    public ItemFigures Items { get; init; } = new(0, 0, 0, 0);

    /// <summary>How long the runs took.</summary>
    public DurationFigures DurationMs { get; init; } = new(null, null, null, null, null);

    /// <summary>Errors recorded.</summary>
    public long Errors { get; init; }

    /// <summary>The run that started last.</summary>
    public LastRun? LastRun { get; init; }
}

/// <summary>Items of a set of runs.</summary>
public sealed record ItemFigures(long Total, long Success, long Failed, long Skipped);

/// <summary>Durations of a set of runs, in milliseconds; null where none has ended.</summary>
public sealed record DurationFigures(double? Mean, double? P50, double? P95, double? P99, double? Max);

/// <summary>The run of a set that started last.</summary>
public sealed record LastRun(Guid Id, string Status, DateTimeOffset StartedAt);

using Dapper;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Search;

/// <summary>What one search sees: the catalogue and the heaps as of one moment, so that every row is seen exactly once.</summary>
internal sealed class LogSnapshot
{
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly TimeSpan _budget;

    private LogSnapshot(NpgsqlConnection connection, IReadOnlyList<Generation> generations, TimeProvider clock, TimeSpan budget)
    {
        Connection = connection;
        Generations = generations;
        _clock = clock;
        _started = clock.GetTimestamp();
        _budget = budget;
    }

    /// <summary>A connection inside of the snapshot's transaction.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Generations that hold rows in heaps.</summary>
    public IReadOnlyList<Generation> Generations { get; }

    /// <summary>No time is left.</summary>
    public bool IsOutOfTime => _clock.GetElapsedTime(_started) >= _budget;

    /// <summary>Generations that may hold rows of a time range, the newest first.</summary>
    /// <param name="from">Included.</param>
    /// <param name="to">Not included.</param>
    public IReadOnlyList<Generation> Overlapping(DateTimeOffset from, DateTimeOffset to) =>
    [
        .. Generations.Where(generation => OldestOf(generation) < to && (generation.MaxTs ?? DateTimeOffset.MaxValue) >= from)
            .OrderByDescending(static generation => generation.MaxTs ?? DateTimeOffset.MaxValue),
    ];

    /// <summary>Before this time there is no row.</summary>
    public DateTimeOffset Oldest => Generations.Min(OldestOf);

    /// <summary>Begins a snapshot; the transaction must be REPEATABLE READ and have read nothing yet.</summary>
    public static async Task<LogSnapshot> BeginAsync(
        NpgsqlConnection connection, TimeProvider clock, TimeSpan budget, CancellationToken cancellationToken)
    {
        // A heap that still takes rows has no statistics, and without them the planner reads all of it, by several processes, for a window
        // of seconds. Compiling a plan costs more than it saves on a heap of this size.
        var generations = await connection.QueryAsync<Generation>(new CommandDefinition(
            $"""
            set local statement_timeout = {(int)budget.TotalMilliseconds};
            set local enable_seqscan = off;
            set local max_parallel_workers_per_gather = 0;
            set local jit = off;
            select gen, opened_at, min_ts, max_ts, min_id, max_id from log_generation where state in ('open', 'sealed')
            """,
            cancellationToken: cancellationToken));
        return new(connection, generations.AsList(), clock, budget);
    }

    // What is not counted yet arrived after the generation was opened and was not older than the limit then.
    private static DateTimeOffset OldestOf(Generation generation) => generation.MinTs ?? generation.OpenedAt - RecordLimits.MaxAge - RecordLimits.MaxAhead;
}

using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Search;

/// <summary>Finds records in the order of their time.</summary>
internal sealed class LogSearch(LogReader reader, ServiceNames services, Resources resources, TimeProvider clock)
{
    /// <summary>Finds the newest records of a range.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="from">Included; null for the oldest stored.</param>
    /// <param name="to">Not included; null for the newest stored.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="limit">Most records of the page.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<SearchPage> FindAsync(
        LogQuery query, DateTimeOffset? from, DateTimeOffset? to, LogPosition? after, int limit, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            async snapshot =>
            {
                var scan = new HeapScan(
                    snapshot, await LogSql.FromAsync(query, services, resources, cancellationToken), after, isNewestFirst: true, limit);
                var (begin, end) = (Max(from, snapshot.Oldest), Min(Min(to, EndOf(after)), Newest));
                return await RunAsync(scan, query.IsIndexed ? [(begin, end)] : TimeWindows.NewestFirst(begin, end), cancellationToken);
            },
            cancellationToken);

    /// <summary>Finds a record and its neighbours in the log of its service.</summary>
    /// <param name="id">The record.</param>
    /// <param name="count">Neighbours on each side.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null when there is no such record, or no more.</returns>
    public Task<LogContext?> FindContextAsync(long id, int count, CancellationToken cancellationToken) => reader.ReadAsync(
        async snapshot =>
        {
            if (await FindOneAsync(snapshot, id, cancellationToken) is not { } record)
            {
                return null;
            }

            var sql = await LogSql.FromAsync(new([new ServiceTerm([record.Service])]), services, resources, cancellationToken);
            var at = LogPosition.Of(record);
            var before = await RunAsync(
                new(snapshot, sql, at, isNewestFirst: true, count), TimeWindows.NewestFirst(snapshot.Oldest, EndOf(at)!.Value), cancellationToken);
            var after = await RunAsync(
                new(snapshot, sql, at, isNewestFirst: false, count),
                TimeWindows.OldestFirst(record.Timestamp, Newest),
                cancellationToken);
            return new LogContext([.. before.Items.Reverse()], record, after.Items, before.IsPartial || after.IsPartial);
        },
        cancellationToken);

    // No later record is taken in.
    private DateTimeOffset Newest => clock.GetUtcNow() + RecordLimits.MaxAhead;

    private async Task<SearchPage> RunAsync(
        HeapScan scan, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> windows, CancellationToken cancellationToken)
    {
        foreach (var window in windows)
        {
            if (!await scan.TryAddAsync(window.From, window.To, cancellationToken))
            {
                return await PageAsync(scan.Rows, isPartial: true, LogPosition.Before(window.To), cancellationToken);
            }

            if (scan.IsFull)
            {
                return await PageAsync(scan.Rows, isPartial: false, next: null, cancellationToken);
            }
        }

        return await PageAsync(scan.Rows, isPartial: false, next: null, cancellationToken);

        async Task<SearchPage> PageAsync(IReadOnlyList<HeapRow> rows, bool isPartial, LogPosition? next, CancellationToken cancellationToken)
        {
            var items = new List<LogRecord>(rows.Count);
            foreach (var row in rows)
            {
                items.Add(await ToRecordAsync(row, cancellationToken));
            }

            return new(items, isPartial ? next : scan.IsFull ? LogPosition.Of(items[^1]) : null, isPartial);
        }
    }

    private async Task<LogRecord?> FindOneAsync(LogSnapshot snapshot, long id, CancellationToken cancellationToken)
    {
        foreach (var generation in snapshot.Generations.Where(generation => !(id < generation.MinId || id > generation.MaxId)))
        {
            await using var command = new NpgsqlCommand($"{HeapScan.Select} {generation.Table} where id = $1", snapshot.Connection);
            command.Parameters.Add(new() { Value = id });
            var rows = await HeapScan.ReadAsync(command, cancellationToken);
            if (rows.Count > 0)
            {
                return await ToRecordAsync(rows[0], cancellationToken);
            }
        }

        return null;
    }

    private async ValueTask<LogRecord> ToRecordAsync(HeapRow row, CancellationToken cancellationToken) => row.ToRecord(
        await services.NameOfAsync(row.Service, cancellationToken), await resources.BodyOfAsync(row.ResourceId, cancellationToken));

    // Records of the very time of a position may follow it, so a search from there has to end one step later.
    private static DateTimeOffset? EndOf(LogPosition? position) => position?.Timestamp.AddTicks(TimeSpan.TicksPerMicrosecond);

    private static DateTimeOffset Min(DateTimeOffset? left, DateTimeOffset right) => left < right ? left.Value : right;

    private static DateTimeOffset? Min(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;

    private static DateTimeOffset Max(DateTimeOffset? left, DateTimeOffset right) => left > right ? left.Value : right;
}

/// <summary>One page of found records.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Where to go on; null when there is nothing more.</param>
/// <param name="IsPartial">Time ran out: there may be more between the last item and <paramref name="Next"/>, but nothing before it is missing.</param>
internal sealed record SearchPage(IReadOnlyList<LogRecord> Items, LogPosition? Next, bool IsPartial);

/// <summary>A record and its neighbours, oldest first.</summary>
internal sealed record LogContext(IReadOnlyList<LogRecord> Before, LogRecord Record, IReadOnlyList<LogRecord> After, bool Partial);

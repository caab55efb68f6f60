using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Search;

/// <summary>Counts records by time, service and level: exactly, from what was counted at commit as far as the query and the range allow.</summary>
internal sealed class LogCounts(LogReader reader, ServiceNames services, Resources resources)
{
    /// <summary>Counts the records of a range.</summary>
    /// <param name="query">What to count.</param>
    /// <param name="from">Included.</param>
    /// <param name="to">Not included.</param>
    /// <param name="step">Width of the buckets; they begin at multiples of it since 1970.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public Task<CountTable> CountAsync(LogQuery query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            async snapshot =>
            {
                var sql = await LogSql.FromAsync(query, services, resources, cancellationToken);
                var table = new CountTable();
                var (fullFrom, fullTo) = query.IsCounted && step.Ticks % TimeSpan.TicksPerMinute == 0 ? FullMinutes(from, to) : (to, to);
                if (fullFrom < fullTo)
                {
                    table.Add(await CountMinutesAsync(snapshot, sql.Copy(), fullFrom, fullTo, step, cancellationToken));
                }
                else
                {
                    (fullFrom, fullTo) = (to, to);
                }

                // What is left are the ragged ends, or everything.
                table.IsPartial = !await TryCountRowsAsync(snapshot, sql, from, fullFrom, step, table, cancellationToken)
                    || !await TryCountRowsAsync(snapshot, sql, fullTo, to, step, table, cancellationToken);
                await table.NameAsync(services, cancellationToken);
                return table;
            },
            cancellationToken);

    private static (DateTimeOffset From, DateTimeOffset To) FullMinutes(DateTimeOffset from, DateTimeOffset to)
    {
        var minute = TimeSpan.FromMinutes(1);
        return (HistogramStep.Floor(from.AddTicks(minute.Ticks - 1), minute), HistogramStep.Floor(to, minute));
    }

    private static async Task<IEnumerable<CountRow>> CountMinutesAsync(
        LogSnapshot snapshot, LogSql sql, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var range = $"minute >= {sql.Parameter(PostgresTime.ToMinute(from))} and minute < {sql.Parameter(PostgresTime.ToMinute(to))}";
        var width = sql.Parameter((long)step.TotalMinutes);
        await using var command = sql.CreateCommand(
            snapshot.Connection,
            $"""
            select minute / {width} * {width} * 60000, service, level, sum(n)::bigint from (
                select minute, service, level, n from log_rollup where {range}{sql.Conditions}
                union all
                select minute, service, level, n
                from (select unnest(minute) as minute, unnest(service) as service, unnest(level) as level, unnest(n) as n from log_delta) d
                where {range}{sql.Conditions}) counts
            group by 1, 2, 3
            """);
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<bool> TryCountRowsAsync(
        LogSnapshot snapshot, LogSql sql, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CountTable table, CancellationToken cancellationToken)
    {
        foreach (var generation in from < to ? snapshot.Overlapping(from, to) : [])
        {
            if (snapshot.IsOutOfTime)
            {
                return false;
            }

            var statement = sql.Copy();
            var range = $"ts >= {statement.Parameter(from)} and ts < {statement.Parameter(to)}";
            var width = statement.Parameter((long)step.TotalMilliseconds);
            await using var command = statement.CreateCommand(
                snapshot.Connection,
                $"""
                select floor(extract(epoch from ts) * 1000 / {width})::bigint * {width}, service, level, count(*)
                from {generation.Table} where {range}{statement.Conditions} group by 1, 2, 3
                """);
            try
            {
                table.Add(await ReadAsync(command, cancellationToken));
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<List<CountRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<CountRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetInt64(0), reader.GetInt16(1), (Severity)reader.GetInt16(2), reader.GetInt64(3)));
        }

        return rows;
    }
}

/// <summary>Rows of one bucket, service and level.</summary>
internal readonly record struct CountRow(long StartUnixMs, short Service, Severity Level, long Count);

/// <summary>Counts that several reads have added up.</summary>
internal sealed class CountTable
{
    private readonly Dictionary<(long StartUnixMs, short Service, Severity Level), long> _counts = [];
    private readonly Dictionary<short, string> _names = [];

    /// <summary>Time ran out before everything was counted.</summary>
    public bool IsPartial { get; set; }

    public IEnumerable<(long StartUnixMs, string Service, Severity Level, long Count)> Cells =>
        _counts.Select(cell => (cell.Key.StartUnixMs, _names[cell.Key.Service], cell.Key.Level, cell.Value));

    public void Add(IEnumerable<CountRow> rows)
    {
        foreach (var row in rows)
        {
            var key = (row.StartUnixMs, row.Service, row.Level);
            _counts[key] = _counts.GetValueOrDefault(key) + row.Count;
        }
    }

    public async Task NameAsync(ServiceNames services, CancellationToken cancellationToken)
    {
        foreach (var service in _counts.Keys.Select(static key => key.Service).Distinct())
        {
            _names[service] = await services.NameOfAsync(service, cancellationToken);
        }
    }
}

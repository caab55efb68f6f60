using System.Globalization;
using Monitoring.LogIngest.Records;
using Npgsql;

namespace Monitoring.LogIngest.Search;

/// <summary>Gathers the first rows of a query, window after window and heap after heap.</summary>
/// <remarks>
/// Plans: one service and one level read the btree in order and stop at the limit; a trace reads its own; everything else reads the part
/// of the heap that the window covers, by BRIN, and sorts it.
/// </remarks>
internal sealed class HeapScan(LogSnapshot snapshot, LogSql sql, LogPosition? after, bool isNewestFirst, int limit)
{
    public const string Select = "select ts, id, level, service, resource_id, trace_id, span_id, message, attributes::text from";

    private readonly string _direction = isNewestFirst ? "desc" : "asc";
    private List<HeapRow> _rows = [];

    /// <summary>The first rows of all windows so far, in order.</summary>
    public IReadOnlyList<HeapRow> Rows => _rows;

    public bool IsFull => _rows.Count == limit;

    /// <summary>Adds the rows of the next window.</summary>
    /// <returns>False when time ran out before the whole window was searched; then nothing of it was added.</returns>
    public async Task<bool> TryAddAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = new List<HeapRow>();
        foreach (var generation in snapshot.Overlapping(from, to))
        {
            if (snapshot.IsOutOfTime)
            {
                return false;
            }

            try
            {
                found.AddRange(await FindAsync(generation.Table, from, to, limit - _rows.Count, cancellationToken));
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                // The statement timeout: the transaction can read no more.
                return false;
            }
        }

        var ordered = isNewestFirst
            ? found.OrderByDescending(static row => row.Timestamp).ThenByDescending(static row => row.Id)
            : found.OrderBy(static row => row.Timestamp).ThenBy(static row => row.Id);
        _rows = [.. _rows, .. ordered.Take(limit - _rows.Count)];
        return true;
    }

    /// <summary>Reads rows of the columns in <see cref="Select"/>.</summary>
    public static async Task<List<HeapRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<HeapRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(
                await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken),
                reader.GetInt64(1),
                reader.GetInt16(2),
                reader.GetInt16(3),
                reader.GetInt32(4),
                reader.IsDBNull(5) ? null : reader.GetGuid(5),
                reader.IsDBNull(6) ? null : await reader.GetFieldValueAsync<byte[]>(6, cancellationToken),
                reader.GetString(7),
                reader.GetString(8)));
        }

        return rows;
    }

    private async Task<List<HeapRow>> FindAsync(string table, DateTimeOffset from, DateTimeOffset to, int rows, CancellationToken cancellationToken)
    {
        var statement = sql.Copy();
        var range = $"ts >= {statement.Parameter(from)} and ts < {statement.Parameter(to)}";
        if (after is not null)
        {
            range += $" and (ts, id) {(isNewestFirst ? '<' : '>')} ({statement.Parameter(after.Timestamp)}, {statement.Parameter(after.Id)})";
        }

        await using var command = statement.CreateCommand(
            snapshot.Connection,
            $"{Select} {table} where {range}{statement.Conditions} order by ts {_direction}, id {_direction} limit {rows}");
        return await ReadAsync(command, cancellationToken);
    }
}

/// <summary>A row of a heap, its service and resource still numbers.</summary>
internal sealed record HeapRow(
    DateTimeOffset Timestamp,
    long Id,
    short Level,
    short Service,
    int ResourceId,
    Guid? TraceId,
    byte[]? SpanId,
    string Message,
    string Attributes)
{
    public LogRecord ToRecord(string service, RawJson? resource) => new()
    {
        Id = Id,
        Timestamp = Timestamp,
        Level = (Severity)Level,
        Service = service,
        Message = Message,
        Attributes = new(Attributes),
        Resource = resource,
        TraceId = TraceId?.ToString("N", CultureInfo.InvariantCulture),
        SpanId = SpanId is null ? null : Convert.ToHexStringLower(SpanId),
    };
}

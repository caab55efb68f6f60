using Dapper;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Tail;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Storage;

/// <summary>Stores the batches of one group in one transaction: their keys, their rows by COPY, and the counts of the rows.</summary>
internal sealed class LogWriter(ModuleDatabase<LogIngestModule> database, TailPublisher tail)
{
    // A row's id is the number of its commit and its index in it; a commit's rows never exceed these bits (RecordLimits, MaxGroupRows).
    private const int IndexBits = 20;

    /// <summary>Stores a group, then hands it on to whoever watches.</summary>
    public async Task CommitAsync(IReadOnlyList<LogBatch> group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var gen = await GenerationLock.ShareOpenAsync(connection, cancellationToken);
        await IngestBatches.ClaimAsync(connection, group, cancellationToken);

        var rows = group.Where(static batch => batch.Earlier is null).SelectMany(static batch => batch.Rows).ToList();
        var firstId = 0L;
        if (rows.Count > 0)
        {
            firstId = await connection.QuerySingleAsync<long>("select nextval('log_group_seq')") << IndexBits;
            using var encoded = Encode(rows, firstId);
            await CopyAsync(connection, gen, encoded.Written, cancellationToken);
            await CountAsync(connection, gen, rows, cancellationToken);
        }

        CrashPoint.Hit("log.before-commit");
        await transaction.CommitAsync(cancellationToken);
        CrashPoint.Hit("log.after-commit");

        // Nothing may fail from here on: the group would be taken for refused and be stored again.
        tail.Offer(rows, firstId);
    }

    /// <summary>Appends encoded rows to the heap of a generation.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, long gen, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"""
            copy {Generation.TableOf(gen)} (ts, id, level, service, resource_id, trace_id, span_id, message, attributes)
            from stdin (format binary)
            """,
            cancellationToken);
        await copy.WriteAsync(rows, cancellationToken);
    }

    /// <summary>Encodes rows for <see cref="CopyAsync"/>.</summary>
    public static CopyBuffer Encode(IReadOnlyCollection<LogRow> rows, long firstId)
    {
        var buffer = new CopyBuffer(rows.Sum(static row => row.SizeBytes) + 64);
        var id = firstId;
        foreach (var row in rows)
        {
            buffer.Row(fields: 9);
            buffer.Timestamp(row.Timestamp);
            buffer.Int64(id++);
            buffer.Int16((short)row.Level);
            buffer.Int16(row.ServiceId);
            buffer.Int32(row.ResourceId);
            buffer.Uuid(row.TraceId);
            buffer.Bytes(row.SpanId);
            buffer.Text(row.Message);
            buffer.Jsonb(row.Attributes.Span);
        }

        buffer.End();
        return buffer;
    }

    // One row of arrays: counters that several commits update would make them wait for each other.
    private static Task<int> CountAsync(NpgsqlConnection connection, long gen, List<LogRow> rows, CancellationToken cancellationToken)
    {
        var counts = rows.CountBy(static row => (Minute: PostgresTime.ToMinute(row.Timestamp), row.ServiceId, row.Level)).ToList();
        return connection.ExecuteAsync(new CommandDefinition(
            "insert into log_delta (gen, total, minute, service, level, n) values (@gen, @Total, @Minutes, @Services, @Levels, @Counts)",
            new
            {
                gen,
                Total = rows.Count,
                Minutes = counts.Select(static count => count.Key.Minute).ToArray(),
                Services = counts.Select(static count => count.Key.ServiceId).ToArray(),
                Levels = counts.Select(static count => (short)count.Key.Level).ToArray(),
                Counts = counts.Select(static count => (long)count.Value).ToArray(),
            },
            cancellationToken: cancellationToken));
    }
}

using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.LogIngest.Storage;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Generations;

/// <summary>Drops generations that are too old, or the oldest ones when there is too much.</summary>
/// <remarks>
/// A heap is dropped, never emptied: a reader with an older snapshot then gets an error and looks again, where TRUNCATE would show it an
/// empty table. What the heap held leaves the rollup in the same transaction.
/// </remarks>
internal sealed partial class RetentionPass(
    ModuleDatabase<LogIngestModule> database, IOptions<GenerationOptions> options, ILogger<RetentionPass> logger)
{
    // Every drop makes the searches that began before it begin anew, so a backlog goes in portions.
    private const int MaxDropsPerPass = 10;

    /// <summary>Drops what is due, the oldest first.</summary>
    /// <returns>How many generations were dropped.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await IngestBatches.DeleteOldAsync(connection, cancellationToken);
        var due = await connection.QueryAsync<long>(new CommandDefinition(
            """
            select gen from (
                select gen, sealed_at,
                       sum(n) over newer rows_kept, sum(pg_total_relation_size(format('log_hot_%s', gen)::regclass)) over newer bytes_kept
                from log_generation where state = 'sealed' and n is not null
                window newer as (order by gen desc)) g
            where sealed_at < now() - @Keep or rows_kept > @MaxRows or bytes_kept > @MaxBytes
            order by gen limit @MaxDropsPerPass
            """,
            new { options.Value.Keep, options.Value.MaxRows, options.Value.MaxBytes, MaxDropsPerPass },
            cancellationToken: cancellationToken));
        var dropped = 0;
        foreach (var gen in due)
        {
            dropped += await DropAsync(connection, gen, cancellationToken) ? 1 : 0;
        }

        return dropped;
    }

    private async Task<bool> DropAsync(NpgsqlConnection connection, long gen, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isMine = await connection.ExecuteAsync(new CommandDefinition(
            "update log_generation set state = 'dropped' where gen = @gen and state = 'sealed'", new { gen }, cancellationToken: cancellationToken)) == 1;
        if (!isMine)
        {
            return false;
        }

        await SubtractAsync(connection, Generation.TableOf(gen), cancellationToken);
        CrashPoint.Hit("log.mid-drop");
        // A search still reads the heap for some seconds; the next pass drops it then.
        await connection.ExecuteAsync(new CommandDefinition(
            $"set local lock_timeout = '1s'; drop table {Generation.TableOf(gen)}", cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        LogDropped(gen);
        return true;
    }

    private static async Task SubtractAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            $"""
            with counts as (
                select floor(extract(epoch from ts) / 60)::bigint as minute, service, level, count(*) n from {table} group by 1, 2, 3),
            locked as (
                select r.minute, r.service, r.level, counts.n from log_rollup r join counts using (minute, service, level)
                order by 1, 2, 3 for update of r)
            update log_rollup r set n = r.n - locked.n
            from locked where (r.minute, r.service, r.level) = (locked.minute, locked.service, locked.level)
            """,
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("delete from log_rollup where n = 0", cancellationToken: cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Generation {Gen} was dropped by retention")]
    private partial void LogDropped(long gen);
}

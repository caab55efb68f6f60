using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.LogIngest.Storage;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Generations;

/// <summary>Closes the open generation when it has grown enough, and folds what its commits counted into the rollup.</summary>
/// <remarks>
/// Two steps, each one transaction, so that a crash leaves the work of a step undone or done, and the next pass goes on:
/// <list type="number">
/// <item>flip: under the exclusive lock open becomes sealed and next becomes open. Takes milliseconds; commits wait for it.</item>
/// <item>finish: the bounds are counted, log_delta moves to log_rollup, and the heap refuses any further row. Nobody waits for it.</item>
/// </list>
/// Every replica runs passes; the state of the catalogue's row decides which of two rivals does a step.
/// </remarks>
internal sealed partial class SealingPass(
    ModuleDatabase<LogIngestModule> database, IOptions<GenerationOptions> options, ILogger<SealingPass> logger)
{
    /// <summary>Does what is due.</summary>
    /// <returns>How many generations were finished.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await CreateNextAsync(connection, cancellationToken);
        await SummarizeAsync(connection, cancellationToken);
        if (await FindDueAsync(connection, cancellationToken) is { } due)
        {
            await FlipAsync(connection, due, cancellationToken);
            await CreateNextAsync(connection, cancellationToken);
        }

        var sealedOnes = await connection.QueryAsync<long>(new CommandDefinition(
            "select gen from log_generation where state = 'sealed' and n is null order by gen", cancellationToken: cancellationToken));
        var finished = 0;
        foreach (var gen in sealedOnes)
        {
            finished += await FinishAsync(connection, gen, cancellationToken) ? 1 : 0;
        }

        return finished;
    }

    // Ahead of its need, since creating a table and its indexes takes longer than a commit should have to wait.
    private static Task<int> CreateNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.ExecuteAsync(
        new CommandDefinition(
            """
            select pg_advisory_xact_lock(hashtext(current_schema() || ' log generation'), 0);
            select log_create_generation('next') where not exists (select from log_generation where state = 'next')
            """,
            cancellationToken: cancellationToken));

    // The time index knows nothing of pages that came since the last summary, and a search then reads all of them. Vacuum would do
    // this, and does not visit these heaps.
    private static async Task SummarizeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var open = await connection.QuerySingleAsync<long>(new CommandDefinition(
            "select gen from log_generation where state = 'open'", cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(SummarizeTimes(open), cancellationToken: cancellationToken));
    }

    private static string SummarizeTimes(long gen) => $"select brin_summarize_new_values('{Generation.TableOf(gen)}_ts_idx')";

    private Task<long?> FindDueAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            """
            select g.gen from log_generation g join log_delta d on d.gen = g.gen
            where g.state = 'open'
            group by g.gen
            having sum(d.total) >= @SealRows or count(*) >= @SealCommits or g.opened_at < now() - @SealAge
            """,
            options.Value,
            cancellationToken: cancellationToken));

    private static async Task FlipAsync(NpgsqlConnection connection, long gen, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Commits queue up behind a waiting lock; rather than stall them behind a slow one, the next pass tries again.
        await connection.ExecuteAsync("set local lock_timeout = '1s'");
        await GenerationLock.TakeAloneAsync(connection, gen, cancellationToken);
        var isMine = await connection.ExecuteAsync(
            "update log_generation set state = 'sealed', sealed_at = now() where gen = @gen and state = 'open'", new { gen }) == 1;
        // A rival may have sealed one and not have created the next one yet; then there would be nothing open to write to.
        var hasNext = isMine && await connection.ExecuteAsync(
            "update log_generation set state = 'open', opened_at = now() where state = 'next'") == 1;
        if (hasNext)
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task<bool> FinishAsync(NpgsqlConnection connection, long gen, CancellationToken cancellationToken)
    {
        var table = Generation.TableOf(gen);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The fence: a rival passes by. It must not come to wait here with the heap in use, which is locked at the end.
        var isMine = await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            "select gen from log_generation where gen = @gen and state = 'sealed' and n is null for update skip locked",
            new { gen },
            cancellationToken: cancellationToken)) is not null;
        if (!isMine)
        {
            return false;
        }

        var rows = await connection.QuerySingleAsync<long>(new CommandDefinition(
            $"""
            update log_generation g set n = c.n, min_ts = c.min_ts, max_ts = c.max_ts, min_id = c.min_id, max_id = c.max_id
            from (select count(*) n, min(ts) min_ts, max(ts) max_ts, min(id) min_id, max(id) max_id from {table}) c
            where gen = @gen returning g.n
            """,
            new { gen },
            cancellationToken: cancellationToken));
        var folded = await FoldAsync(connection, gen, cancellationToken);
        if (folded != rows)
        {
            LogMiscounted(gen, folded, rows);
        }

        CrashPoint.Hit("log.mid-seal");
        // Belt and braces: a writer that believed the generation to be open gets an error instead of storing what nobody counts.
        await connection.ExecuteAsync(new CommandDefinition(
            $"set local lock_timeout = '1s'; alter table {table} add constraint sealed check (false) not valid",
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);

        await connection.ExecuteAsync(new CommandDefinition($"{SummarizeTimes(gen)}; analyze {table}", cancellationToken: cancellationToken));
        LogSealed(gen, rows);
        return true;
    }

    // One statement moves the counts, so that no snapshot sees them twice or not at all. Keys are taken in order, or two generations
    // that are folded at once could wait for each other.
    private static Task<long> FoldAsync(NpgsqlConnection connection, long gen, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<long>(new CommandDefinition(
            """
            with moved as (delete from log_delta where gen = @gen returning minute, service, level, n),
            counts as (
                select c.minute, c.service, c.level, sum(c.n)::bigint n
                from moved, unnest(moved.minute, moved.service, moved.level, moved.n) as c (minute, service, level, n)
                group by 1, 2, 3),
            folded as (
                insert into log_rollup select * from counts order by minute, service, level
                on conflict (minute, service, level) do update set n = log_rollup.n + excluded.n)
            select coalesce(sum(n), 0)::bigint from counts
            """,
            new { gen },
            cancellationToken: cancellationToken));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Generation {Gen} was sealed with {Rows} rows")]
    private partial void LogSealed(long gen, long rows);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Gen} counted {Counted} rows at its commits and holds {Rows}; histograms are wrong by the difference")]
    private partial void LogMiscounted(long gen, long counted, long rows);
}

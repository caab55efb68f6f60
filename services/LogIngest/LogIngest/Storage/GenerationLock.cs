using Dapper;
using Npgsql;

namespace Monitoring.LogIngest.Storage;

/// <summary>Keeps a generation open while a commit appends to it: writers share its lock, the sealer takes it alone.</summary>
/// <remarks>
/// A writer reads which generation is open, locks it and reads again: what it sees under the lock cannot be sealed before its transaction
/// ends. Locks go with the transaction.
/// </remarks>
internal static class GenerationLock
{
    // Advisory locks are the database's, not the schema's: the first number keeps them apart from those of other modules.
    private const string Class = "hashtext(current_schema() || ' log generation')";

    /// <summary>Locks the open generation for appending.</summary>
    public static async Task<long> ShareOpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var open = await FindOpenAsync(connection, cancellationToken);
        while (true)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                $"select pg_advisory_xact_lock_shared({Class}, @open::int)", new { open }, cancellationToken: cancellationToken));
            var stillOpen = await FindOpenAsync(connection, cancellationToken);
            if (stillOpen == open)
            {
                return open;
            }

            open = stillOpen;
        }
    }

    /// <summary>Waits until no commit appends to the generation any more, and keeps new ones out until the transaction ends.</summary>
    public static Task TakeAloneAsync(NpgsqlConnection connection, long gen, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"select pg_advisory_xact_lock({Class}, @gen::int)", new { gen }, cancellationToken: cancellationToken));

    private static Task<long> FindOpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<long>(new CommandDefinition(
            "select gen from log_generation where state = 'open'", cancellationToken: cancellationToken));
}

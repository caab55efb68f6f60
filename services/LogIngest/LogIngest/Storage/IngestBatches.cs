using Dapper;
using Npgsql;

namespace Monitoring.LogIngest.Storage;

/// <summary>Remembers the requests that carried an <c>Idempotency-Key</c>, in the transaction of their rows.</summary>
internal static class IngestBatches
{
    /// <summary>Claims the keys of a group; batches whose key was used before get the earlier answer and must not be stored.</summary>
    /// <remarks>
    /// Waits for a transaction that is storing one of the keys at this moment. Keys are taken in order, so that two writers cannot wait for
    /// each other.
    /// </remarks>
    public static async Task ClaimAsync(NpgsqlConnection connection, IReadOnlyList<LogBatch> group, CancellationToken cancellationToken)
    {
        var keyed = group.Where(static batch => batch.Request is not null)
            .OrderBy(static batch => batch.Request!.Sender, StringComparer.Ordinal)
            .ThenBy(static batch => batch.Request!.Key, StringComparer.Ordinal)
            .ToList();
        if (keyed.Count == 0)
        {
            return;
        }

        var isNew = (await connection.QueryAsync<int>(new CommandDefinition(
            """
            with sent as (
                select * from unnest(@Indexes, @Senders, @Keys, @Hashes, @Responses) as t (index, sender, idem_key, body_sha256, response)),
            stored as (
                insert into ingest_batch (sender, idem_key, body_sha256, response)
                select sender, idem_key, body_sha256, response::jsonb from sent order by index
                on conflict do nothing returning sender, idem_key)
            select min(index) from sent join stored using (sender, idem_key) group by sender, idem_key
            """,
            new
            {
                Indexes = Enumerable.Range(0, keyed.Count).ToArray(),
                Senders = keyed.Select(static batch => batch.Request!.Sender).ToArray(),
                Keys = keyed.Select(static batch => batch.Request!.Key).ToArray(),
                Hashes = keyed.Select(static batch => batch.Request!.BodySha256).ToArray(),
                Responses = keyed.Select(static batch => batch.Request!.Response).ToArray(),
            },
            cancellationToken: cancellationToken))).ToHashSet();

        for (var index = 0; index < keyed.Count; index++)
        {
            keyed[index].Earlier = isNew.Contains(index) ? null : await ReadAsync(connection, keyed[index].Request!, cancellationToken);
        }
    }

    /// <summary>Forgets requests after 7 days; a repetition after that is a new request.</summary>
    public static Task<int> DeleteOldAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "delete from ingest_batch where at < now() - interval '7 days'", cancellationToken: cancellationToken));

    private static async Task<StoredAnswer> ReadAsync(NpgsqlConnection connection, IdempotentRequest request, CancellationToken cancellationToken)
    {
        var (response, sha256) = await connection.QuerySingleAsync<(string Response, byte[] Sha256)>(new CommandDefinition(
            "select response::text, body_sha256 from ingest_batch where sender = @Sender and idem_key = @Key",
            request,
            cancellationToken: cancellationToken));
        return new(response, sha256.AsSpan().SequenceEqual(request.BodySha256));
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.LogIngest.Storage;

/// <summary>Numbers of the resources that senders describe themselves by; 0 is none.</summary>
internal sealed class Resources(ModuleDatabase<LogIngestModule> database)
{
    // Each deployment brings new ones. Forgetting all of them now and then costs one look-up each.
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<string, int> _ids = new();
    private readonly ConcurrentDictionary<int, RawJson> _bodies = new();

    /// <summary>The number of a resource; a new one is stored, in a transaction of its own.</summary>
    public async ValueTask<int> GetOrAddAsync(RawJson? resource, CancellationToken cancellationToken)
    {
        if (resource is null)
        {
            return 0;
        }

        if (_ids.TryGetValue(resource.Text, out var known))
        {
            return known;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        var id = await connection.QuerySingleAsync<int>(new CommandDefinition(
            """
            insert into log_resource (sha256, body) values (@Sha256, @Text::jsonb)
            on conflict (sha256) do update set sha256 = excluded.sha256 returning id
            """,
            new { Sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(resource.Text)), resource.Text },
            cancellationToken: cancellationToken));
        Remember(_ids, resource.Text, id);
        return id;
    }

    /// <summary>The resource of a stored row.</summary>
    public async ValueTask<RawJson?> BodyOfAsync(int id, CancellationToken cancellationToken)
    {
        if (id == 0)
        {
            return null;
        }

        if (_bodies.TryGetValue(id, out var known))
        {
            return known;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        var body = new RawJson(await connection.QuerySingleAsync<string>(new CommandDefinition(
            "select body::text from log_resource where id = @id", new { id }, cancellationToken: cancellationToken)));
        Remember(_bodies, id, body);
        return body;
    }

    /// <summary>Numbers of the resources that hold a value under a key.</summary>
    public async Task<int[]> FindAsync(string key, string value, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<int>(new CommandDefinition(
            "select id from log_resource where body ->> @key = @value", new { key, value }, cancellationToken: cancellationToken))];
    }

    private static void Remember<TKey, TValue>(ConcurrentDictionary<TKey, TValue> memory, TKey key, TValue value)
        where TKey : notnull
    {
        if (memory.Count >= MaxRemembered)
        {
            memory.Clear();
        }

        memory[key] = value;
    }
}

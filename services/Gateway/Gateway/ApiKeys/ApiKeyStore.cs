using System.Security.Cryptography;
using Dapper;
using Monitoring.Gateway.SignIn;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Keeps API keys; of their secrets, only hashes.</summary>
internal sealed class ApiKeyStore(ModuleDatabase<GatewayModule> database, TimeProvider clock)
{
    private static readonly TimeSpan _lastUsedAccuracy = TimeSpan.FromMinutes(5);
    private readonly ShortCache<ApiKey> _recent = new(clock);

    /// <summary>The valid key with this value; null for an unknown, wrong, expired or revoked one, without saying which.</summary>
    public async Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken)
    {
        var hash = ApiKeyText.HashOf(presented);
        var key = await _recent.GetAsync(hash, () => LoadAsync(presented, hash, cancellationToken));
        return key?.IsValidAt(clock.GetUtcNow()) == true ? key : null;
    }

    /// <summary>Whether a key that was valid still is.</summary>
    public async Task<bool> IsActiveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from api_keys where id = @id and revoked_at is null and (expires_at is null or expires_at > @now))",
            new { id, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Adds a key.</summary>
    /// <returns>False when a key with this value exists already, revoked ones included.</returns>
    public static async Task<bool> AddAsync(UnitOfWork work, ApiKey key, CancellationToken cancellationToken) =>
        await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into api_keys (id, public_id, kind, name, secret_hash, scopes, created_at, created_by, expires_at)
            values (@Id, @PublicId, @Kind, @Name, @SecretHash, @Scopes, @CreatedAt, @CreatedBy, @ExpiresAt)
            on conflict (public_id) do nothing
            """,
            key,
            cancellationToken: cancellationToken)) == 1;

    /// <summary>The keys that are not revoked, newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<ApiKey>(new CommandDefinition(
            "select * from api_keys where revoked_at is null order by created_at desc, id", cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Revokes a key: with the commit in this process, within two seconds in others.</summary>
    /// <returns>The key, or null when there is no such key or it is revoked already.</returns>
    public async Task<ApiKey?> RevokeAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken)
    {
        work.AfterCommit(_recent.Clear);
        return await work.Connection.QuerySingleOrDefaultAsync<ApiKey>(new CommandDefinition(
            "update api_keys set revoked_at = @now where id = @id and revoked_at is null returning *",
            new { id, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
    }

    private async Task<ApiKey?> LoadAsync(string presented, byte[] hash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var key = await connection.QuerySingleOrDefaultAsync<ApiKey>(new CommandDefinition(
            "select * from api_keys where public_id = @publicId",
            new { publicId = ApiKeyText.PublicIdOf(presented) },
            cancellationToken: cancellationToken));
        if (key is null || !CryptographicOperations.FixedTimeEquals(key.SecretHash, hash))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(
            "update api_keys set last_used_at = @now where id = @Id and (last_used_at is null or last_used_at <= @before)",
            new { key.Id, now, before = now - _lastUsedAccuracy },
            cancellationToken: cancellationToken));
        return key;
    }
}

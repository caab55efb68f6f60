using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.SignIn;

/// <summary>Keeps sessions; of the secret in the cookie, only its hash.</summary>
internal sealed class SessionStore(ModuleDatabase<GatewayModule> database, IOptions<SessionOptions> options, TimeProvider clock)
{
    /// <summary>How accurately use is recorded: a write per minute and session, not per request.</summary>
    private static readonly TimeSpan _lastSeenAccuracy = TimeSpan.FromMinutes(1);
    private readonly ShortCache<Session> _recent = new(clock);

    /// <summary>Opens a session.</summary>
    /// <returns>The secret for the cookie: 256 random bits that are stored nowhere.</returns>
    public async Task<string> OpenAsync(Guid userId, string openedBy, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from sessions where ends_at <= @now or last_seen_at <= @idleSince;
            insert into sessions (id, secret_hash, user_id, opened_by, created_at, last_seen_at, ends_at)
            values (@id, @hash, @userId, @openedBy, @now, @now, @endsAt)
            """,
            new
            {
                id = Guid.CreateVersion7(),
                hash = HashOf(secret),
                userId,
                openedBy,
                now,
                idleSince = now - options.Value.IdleTimeout,
                endsAt = now + options.Value.AbsoluteTimeout,
            },
            cancellationToken: cancellationToken));
        return secret;
    }

    /// <summary>The running session of a cookie; null when there is none.</summary>
    public async Task<Session?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = HashOf(secret);
        var session = await _recent.GetAsync(hash, () => LoadAsync(hash, cancellationToken));
        return session?.IsValidAt(clock.GetUtcNow(), options.Value.IdleTimeout) == true ? session : null;
    }

    /// <summary>Whether a session still runs. Asking is not using: an open page alone does not keep a session from its idle end.</summary>
    public async Task<bool> IsActiveAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from sessions where id = @id and ends_at > @now and last_seen_at > @idleSince)",
            new { id, now, idleSince = now - options.Value.IdleTimeout },
            cancellationToken: cancellationToken));
    }

    /// <summary>Ends one session: at once in this process, within two seconds in others.</summary>
    public async Task CloseAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from sessions where id = @id", new { id }, cancellationToken: cancellationToken));
        Forget();
    }

    /// <summary>Ends the sessions of a user, except one if it is named.</summary>
    public Task CloseAllAsync(UnitOfWork work, Guid userId, Guid? except, CancellationToken cancellationToken)
    {
        work.AfterCommit(Forget);
        return work.Connection.ExecuteAsync(new CommandDefinition(
            "delete from sessions where user_id = @userId and id is distinct from @except",
            new { userId, except },
            cancellationToken: cancellationToken));
    }

    /// <summary>Makes changes to accounts visible at once in this process.</summary>
    public void Forget() => _recent.Clear();

    private async Task<Session?> LoadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var session = await connection.QuerySingleOrDefaultAsync<Session>(new CommandDefinition(
            """
            select s.id, s.user_id, u.name as user_name, u.role, s.opened_by, s.last_seen_at, s.ends_at
            from sessions s join users u on u.id = s.user_id where s.secret_hash = @hash
            """,
            new { hash },
            cancellationToken: cancellationToken));
        var now = clock.GetUtcNow();
        if (session is null || !session.IsValidAt(now, options.Value.IdleTimeout) || now - session.LastSeenAt < _lastSeenAccuracy)
        {
            return session;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            "update sessions set last_seen_at = @now where id = @Id", new { session.Id, now }, cancellationToken: cancellationToken));
        return session with { LastSeenAt = now };
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

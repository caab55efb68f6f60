using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Monitoring.ServiceDefaults;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.SignIn;

/// <summary>The one-time tokens of login links: 256 random bits, stored as a hash, good once and for an hour.</summary>
internal sealed class LoginLinks(ModuleDatabase<GatewayModule> database, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>Set when a token was used up in this process.</summary>
    public WakeSignal Redeemed { get; } = new(clock);

    /// <summary>Gives out a token and forgets those that ended a day ago.</summary>
    public async Task<string> IssueAsync(CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from setup_tokens where expires_at < @now - interval '1 day';
            insert into setup_tokens (token_hash, issued_at, expires_at) values (@hash, @now, @expiresAt)
            """,
            new { hash = HashOf(token), now, expiresAt = now + Lifetime },
            cancellationToken: cancellationToken));
        return token;
    }

    /// <summary>Uses a token up; of two that try at once, one succeeds.</summary>
    public async Task<bool> RedeemAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var redeemed = await connection.ExecuteAsync(new CommandDefinition(
            "update setup_tokens set used_at = @now where token_hash = @hash and used_at is null and expires_at > @now",
            new { hash = HashOf(token), now = clock.GetUtcNow() },
            cancellationToken: cancellationToken)) == 1;
        if (redeemed)
        {
            Redeemed.Set();
        }

        return redeemed;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

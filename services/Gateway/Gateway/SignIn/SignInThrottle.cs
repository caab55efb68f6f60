using Dapper;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.SignIn;

/// <summary>Slows down the guessing of passwords, per account and address: no lockout, so nobody can lock somebody else out.</summary>
/// <remarks>In Postgres, so that neither a restart nor another replica gives new tries. Entries older than a day are forgotten.</remarks>
internal sealed class SignInThrottle(ModuleDatabase<GatewayModule> database, TimeProvider clock)
{
    public const int FreeFailures = 5;

    private static readonly TimeSpan _firstDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromMinutes(15);

    /// <summary>How long the next try has to wait after so many failures in a row: five are free, then 1, 2, 4, 8 and at most 15 minutes.</summary>
    internal static TimeSpan DelayAfter(int failures) => failures < FreeFailures
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(_firstDelay.Ticks << Math.Min(failures - FreeFailures, 10), _longestDelay.Ticks));

    /// <summary>What is left to wait; zero when a try is allowed now.</summary>
    public async Task<TimeSpan> RemainingDelayAsync(string account, string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (failures, lastAt) = await connection.QuerySingleOrDefaultAsync<(int Failures, DateTimeOffset LastAt)>(new CommandDefinition(
            "select failures, last_at from sign_in_failures where account = lower(@account) and address = @address",
            new { account, address },
            cancellationToken: cancellationToken));
        var remaining = lastAt + DelayAfter(failures) - clock.GetUtcNow();
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    public Task RecordFailureAsync(string account, string address, CancellationToken cancellationToken) => ExecuteAsync(
        """
        delete from sign_in_failures where last_at < @now - interval '1 day';
        insert into sign_in_failures as known (account, address, failures, last_at) values (lower(@account), @address, 1, @now)
        on conflict (account, address) do update set failures = known.failures + 1, last_at = @now
        """,
        account,
        address,
        cancellationToken);

    public Task RecordSuccessAsync(string account, string address, CancellationToken cancellationToken) => ExecuteAsync(
        "delete from sign_in_failures where account = lower(@account) and address = @address", account, address, cancellationToken);

    private async Task ExecuteAsync(string sql, string account, string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            sql, new { account, address, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }
}

namespace Monitoring.LogIngest.Storage;

/// <summary>Times as Postgres holds them: microseconds since 2000-01-01 UTC.</summary>
internal static class PostgresTime
{
    private static readonly long _epochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static long ToMicroseconds(DateTimeOffset time) => FloorDivide(time.UtcTicks - _epochTicks, TimeSpan.TicksPerMicrosecond);

    /// <summary>The UTC minute since 1970 that a rollup counts the time in; that of the stored, not of the sent time.</summary>
    public static long ToMinute(DateTimeOffset time) => FloorDivide(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMinute);

    // Times before the epoch must round down too, like date_trunc does.
    private static long FloorDivide(long value, long by) => Math.DivRem(value, by) is var (quotient, remainder) && remainder < 0 ? quotient - 1 : quotient;
}

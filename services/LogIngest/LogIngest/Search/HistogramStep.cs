namespace Monitoring.LogIngest.Search;

/// <summary>Chooses the width of a histogram's buckets. Pure.</summary>
internal static class HistogramStep
{
    // Widths that a clock's dial divides by, so that buckets begin where people expect them to.
    private static readonly TimeSpan[] _steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(static count => TimeSpan.FromSeconds(count)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(static count => TimeSpan.FromMinutes(count)),
        .. new[] { 1, 2, 3, 6, 12, 24 }.Select(static count => TimeSpan.FromHours(count)),
    ];

    /// <summary>The least width with which no more than <paramref name="buckets"/> buckets cover the range.</summary>
    public static TimeSpan For(DateTimeOffset from, DateTimeOffset to, int buckets)
    {
        foreach (var step in _steps)
        {
            if (CountOf(from, to, step) <= buckets)
            {
                return step;
            }
        }

        return TimeSpan.FromDays(Math.Ceiling((to - from).TotalDays / Math.Max(1, buckets - 1)));
    }

    /// <summary>Begin of the bucket that holds a time.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(ticks - (((ticks % step.Ticks) + step.Ticks) % step.Ticks));
    }

    /// <summary>Buckets that the range touches.</summary>
    public static long CountOf(DateTimeOffset from, DateTimeOffset to, TimeSpan step) =>
        ((Floor(to.AddTicks(-1), step) - Floor(from, step)).Ticks / step.Ticks) + 1;
}

namespace Monitoring.LogIngest.Search;

/// <summary>Cuts a time range into windows that are searched one after another, nearest first, until there are enough rows. Pure.</summary>
/// <remarks>
/// The first windows are short: what is common is found in seconds of data, by the time index. They grow, so that what is rare does not
/// cost a query for each second; but not beyond some hours, so that a search that runs out of time has got somewhere.
/// </remarks>
internal static class TimeWindows
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longest = TimeSpan.FromHours(6);
    private const int Growth = 4;

    /// <summary>Windows from the end of the range to its beginning; each begins included and ends not included.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> NewestFirst(DateTimeOffset from, DateTimeOffset to)
    {
        var length = _first;
        while (to > from)
        {
            var start = to - from > length ? to - length : from;
            yield return (start, to);
            to = start;
            length = Grow(length);
        }
    }

    /// <summary>Windows from the beginning of the range to its end.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> OldestFirst(DateTimeOffset from, DateTimeOffset to)
    {
        var length = _first;
        while (to > from)
        {
            var end = to - from > length ? from + length : to;
            yield return (from, end);
            from = end;
            length = Grow(length);
        }
    }

    private static TimeSpan Grow(TimeSpan length) => length * Growth < _longest ? length * Growth : _longest;
}

using System.Globalization;

namespace Monitoring.Metrics.Query;

/// <summary>Widths of points as text, and a good one for a range. Pure.</summary>
internal static class Step
{
    public static readonly TimeSpan Min = TimeSpan.FromMilliseconds(100);

    private const int ChosenPoints = 240;

    private static readonly long[] _chosenMs =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(seconds => seconds * 1000L),
        .. new[] { 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080 }.Select(minutes => minutes * 60_000L),
    ];

    /// <summary>Reads a width such as <c>500ms</c>, <c>15s</c>, <c>1m</c>, <c>6h</c>, <c>1d</c>.</summary>
    /// <returns>Null when the text is none, or not between <see cref="Min"/> and 31 days.</returns>
    public static long? Parse(string text)
    {
        var unit = text.TrimStart("0123456789".ToCharArray());
        long? unitMs = unit switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        return long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && unitMs is not null && count <= 1_000_000_000 && count * unitMs >= Min.TotalMilliseconds && count * unitMs <= TimeSpan.FromDays(31).TotalMilliseconds
            ? count * unitMs
            : null;
    }

    /// <summary>The smallest round width that gives at most 240 points.</summary>
    public static long ForRange(long rangeMs) =>
        Array.Find(_chosenMs, stepMs => stepMs * ChosenPoints >= rangeMs) is > 0 and var chosen ? chosen : _chosenMs[^1];
}

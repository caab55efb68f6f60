namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Parser of <c>/proc/net/dev</c>. Pure.</summary>
/// <remarks>
/// <c>  eth0: 540535740   13290    0    0    0     0          0         0   698769    7584 …</c>: bytes, packets, errors, dropped and four
/// more of what was received, then the same of what was sent. Large numbers may follow the colon without a space; two lines of header
/// have no colon in the first column's place.
/// </remarks>
internal static class NetDev
{
    private const int Columns = 16;
    private const int Sent = 8;

    public static IReadOnlyList<InterfaceCounters> Parse(string text) =>
        [.. text.Split('\n').Select(ParseLine).OfType<InterfaceCounters>().Where(one => one.Interface != "lo")];

    private static InterfaceCounters? ParseLine(string line)
    {
        // An alias such as eth0:1 has a colon in its name.
        var end = line.LastIndexOf(':');
        if (end < 0)
        {
            return null;
        }

        var columns = line[(end + 1)..].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return columns.Length >= Columns && ProcText.Numbers(columns) is { } counters
            ? new(line[..end].Trim(), Traffic(counters), Traffic(counters.AsSpan(Sent)))
            : null;
    }

    private static TrafficCounters Traffic(ReadOnlySpan<long> counters) => new(counters[0], counters[1], counters[2], counters[3]);
}

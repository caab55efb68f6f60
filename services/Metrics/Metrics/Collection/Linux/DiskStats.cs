namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Parser of <c>/proc/diskstats</c>. Pure.</summary>
/// <remarks>
/// <c>254 0 vda 54140 15389 5779202 22065 10454 48410 4423992 12126 0 9948 34790</c>: major, minor, name, then reads, merged, sectors,
/// ms, the same of writes, in flight, ms busy, weighted ms. A sector is 512 bytes whatever the disk says.
/// https://www.kernel.org/doc/html/latest/admin-guide/iostats.html
/// </remarks>
internal static class DiskStats
{
    private const int SectorBytes = 512;
    private const int Columns = 11;

    /// <param name="text">The file.</param>
    /// <param name="isWholeDisk">Tells disks from partitions and from devices in memory.</param>
    public static IReadOnlyList<DiskCounters> Parse(string text, Func<string, bool> isWholeDisk) =>
        [.. ProcText.Rows(text).Where(row => row.Length >= 3 + Columns && isWholeDisk(row[2])).Select(ParseDisk).OfType<DiskCounters>()];

    private static DiskCounters? ParseDisk(string[] row) =>
        ProcText.Numbers(row.AsSpan(3, Columns)) is not { } counters
            ? null
            : new(
                row[2],
                ReadBytes: counters[2] * SectorBytes,
                WrittenBytes: counters[6] * SectorBytes,
                Reads: counters[0],
                Writes: counters[4],
                BusyMs: counters[9]);
}

namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Parser of <c>/proc/stat</c>. Pure.</summary>
/// <remarks>
/// <c>cpu0 13984 0 3358 172934 55 0 15 15 0 0</c>: ticks in user, nice, system, idle, iowait, irq, softirq, steal, guest, guest_nice.
/// Guest time is part of user time already. Kernels before 2.6.11 lack steal. https://man7.org/linux/man-pages/man5/proc_stat.5.html
/// </remarks>
internal static class ProcStat
{
    private const int Idle = 3;
    private const int IoWait = 4;
    private const int ColumnsThatCount = 8;

    public static IReadOnlyList<CpuTimes> ParseCpus(string text) =>
        [.. ProcText.Rows(text).Where(row => row[0].StartsWith("cpu", StringComparison.Ordinal)).Select(ParseCpu).OfType<CpuTimes>()];

    private static CpuTimes? ParseCpu(string[] row)
    {
        if (ProcText.Numbers(row.AsSpan(1)) is not { Length: > IoWait } all)
        {
            return null;
        }

        var ticks = all.AsSpan(0, Math.Min(all.Length, ColumnsThatCount));
        long total = 0;
        foreach (var part in ticks)
        {
            total += part;
        }

        return new(row[0] == "cpu" ? CpuTimes.AllCpus : row[0][3..], total - ticks[Idle] - ticks[IoWait], total);
    }
}

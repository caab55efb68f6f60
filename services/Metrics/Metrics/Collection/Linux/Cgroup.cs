using System.Globalization;

namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Parsers of the files of a version 2 control group. Pure.</summary>
/// <remarks>https://docs.kernel.org/admin-guide/cgroup-v2.html</remarks>
internal static class Cgroup
{
    /// <summary><c>cpu.max</c>: <c>200000 100000</c> is the time of two processors, <c>max 100000</c> no limit.</summary>
    public static double? ParseCpuMax(string? text) =>
        text?.Split((char[])[' ', '\n']) is [var quota, var period, ..] && long.TryParse(quota, CultureInfo.InvariantCulture, out var quotaUs)
        && long.TryParse(period, CultureInfo.InvariantCulture, out var periodUs) && periodUs > 0
            ? (double)quotaUs / periodUs
            : null;

    /// <summary><c>memory.max</c> or <c>memory.current</c>: a number of bytes, or <c>max</c> for no limit.</summary>
    public static long? ParseBytes(string? text) =>
        long.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
}

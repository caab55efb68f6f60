using System.Globalization;

namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Parser of <c>/proc/meminfo</c>. Pure.</summary>
/// <remarks>
/// <c>MemTotal:       24684092 kB</c>. Kernels before 3.14 lack MemAvailable; free, buffers and cache together come close to it.
/// </remarks>
internal static class MemInfo
{
    /// <returns>Null where the total is missing.</returns>
    public static Memory? Parse(string text)
    {
        var bytes = new Dictionary<string, long>();
        foreach (var row in ProcText.Rows(text))
        {
            if (row.Length >= 2 && row[0].EndsWith(':') && long.TryParse(row[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                bytes[row[0][..^1]] = row.Length > 2 && row[2] == "kB" ? number * 1024 : number;
            }
        }

        if (!bytes.TryGetValue("MemTotal", out var total))
        {
            return null;
        }

        long Of(string name) => bytes.GetValueOrDefault(name);
        var cached = Of("Cached") + Of("SReclaimable");
        return new(
            total,
            bytes.TryGetValue("MemAvailable", out var available) ? available : Of("MemFree") + Of("Buffers") + cached,
            Of("MemFree"),
            Of("Buffers"),
            cached,
            Of("Committed_AS"),
            Of("SwapTotal"),
            Of("SwapFree"));
    }
}

using System.Text.RegularExpressions;

namespace Monitoring.Metrics.Collection.Linux;

/// <summary>A file system that holds data.</summary>
internal sealed record Mount(string MountPoint, string Device);

/// <summary>Parser of <c>/proc/self/mounts</c>. Pure.</summary>
/// <remarks>
/// <c>/dev/vda1 /mnt/my\040disk ext4 rw,relatime 0 0</c>: device, mount point with blanks as octal escapes, type, options. Kept are local
/// file systems on a device and the root, whatever it is. Images are left out, being always full; so are those of a network, since a
/// server that hangs would hang the collector. A device that is mounted more than once is kept where it was mounted first.
/// </remarks>
internal static partial class MountTable
{
    private static readonly string[] _deviceless = ["zfs", "btrfs", "bcachefs"];
    private static readonly string[] _images = ["squashfs", "erofs", "iso9660", "udf"];

    public static IReadOnlyList<Mount> Parse(string text) =>
        [.. ProcText.Rows(text).Where(row => row.Length >= 3 && HoldsData(row))
            .Select(row => new Mount(Unescape(row[1]), Unescape(row[0])))
            .DistinctBy(mount => mount.Device).DistinctBy(mount => mount.MountPoint)];

    private static bool HoldsData(string[] row) =>
        row[1] == "/" || _deviceless.Contains(row[2])
        || (row[0].StartsWith("/dev/", StringComparison.Ordinal) && !_images.Contains(row[2]));

    private static string Unescape(string text) => OctalEscape().Replace(text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex OctalEscape();
}

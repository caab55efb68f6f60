using System.Diagnostics;
using Monitoring.Metrics.Collection.Linux;

namespace Monitoring.Metrics.Collection;

/// <summary>Reads the host and this process. Linux tells everything; elsewhere what is missing is named, never made up.</summary>
/// <param name="root">Where <c>proc</c> and <c>sys</c> are; <c>/</c> but for tests.</param>
/// <param name="clock">Tells when a reading was taken.</param>
internal sealed class HostReader(string root, TimeProvider clock)
{
    public HostReading Read()
    {
        var unsupported = new List<string>();
        return new()
        {
            At = clock.GetUtcNow(),
            Cpus = Read("proc/stat", ProcStat.ParseCpus, "cpu", unsupported) ?? [],
            Memory = Read("proc/meminfo", MemInfo.Parse, "memory", unsupported),
            Load = Read("proc/loadavg", LoadAvg.Parse, "load", unsupported),
            Disks = Read("proc/diskstats", text => DiskStats.Parse(text, IsWholeDisk), "disk_io", unsupported) ?? [],
            Interfaces = Read("proc/net/dev", NetDev.Parse, "network", unsupported) ?? [],
            FileSystems = ReadFileSystems(),
            Process = ReadProcess(),
            Container = ReadContainer(),
            Unsupported = unsupported,
        };
    }

    private static T? Missing<T>(string part, List<string> unsupported)
        where T : class
    {
        unsupported.Add(part);
        return null;
    }

    private T? Read<T>(string path, Func<string, T?> parse, string part, List<string> unsupported)
        where T : class =>
        ReadText(path) is { } text ? parse(text) ?? Missing<T>(part, unsupported) : Missing<T>(part, unsupported);

    private string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path));
        }
        // Not there on this platform, or hidden from this process by its sandbox.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Partitions have no folder of their own here; loop, ram and zram devices are no disks.
    private bool IsWholeDisk(string device) =>
        Directory.Exists(Path.Combine(root, "sys/block", device.Replace('/', '!')))
        && !device.StartsWith("loop", StringComparison.Ordinal)
        && !device.StartsWith("ram", StringComparison.Ordinal)
        && !device.StartsWith("zram", StringComparison.Ordinal);

    private List<FileSystemUsage> ReadFileSystems()
    {
        var mounts = ReadText("proc/self/mounts") is { } table
            ? MountTable.Parse(table)
            : [.. DriveInfo.GetDrives().Where(drive => drive.DriveType == DriveType.Fixed).Select(drive => new Mount(drive.Name, drive.Name))];
        return [.. mounts.Select(ReadFileSystem).OfType<FileSystemUsage>()];
    }

    private static FileSystemUsage? ReadFileSystem(Mount mount)
    {
        try
        {
            var drive = new DriveInfo(mount.MountPoint);
            return drive is { IsReady: true, TotalSize: > 0 }
                ? new(mount.MountPoint, mount.Device, drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace)
                : null;
        }
        // Unmounted since the table was read, or not ours to look into.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private ProcessUsage ReadProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new(Environment.CpuUsage.TotalTime, process.WorkingSet64, process.Threads.Count, CountOpenFiles());
    }

    private int? CountOpenFiles()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(root, "proc/self/fd")).Count();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ContainerLimits? ReadContainer()
    {
        // Only a group that is not the root has these files, hence inside a container.
        var cpuMax = ReadText("sys/fs/cgroup/cpu.max");
        var memoryMax = ReadText("sys/fs/cgroup/memory.max");
        return cpuMax is null && memoryMax is null
            ? null
            : new(Cgroup.ParseCpuMax(cpuMax), Cgroup.ParseBytes(memoryMax), Cgroup.ParseBytes(ReadText("sys/fs/cgroup/memory.current")));
    }
}

using System.Runtime.InteropServices;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Dashboard;

/// <summary>The latest collection as percent and as the details of each part.</summary>
internal sealed class HostView(CollectionPass collection, SeriesRegistry registry, TimeProvider clock)
{
    public DateTimeOffset CollectedAt => collection.Latest.At;

    public CurrentUsage Current
    {
        get
        {
            var reading = collection.Latest;
            return new(
                Percent(Latest("system.cpu.utilization", LabelSet.Of(("cpu", CpuTimes.AllCpus)))),
                reading.Memory is { } memory ? Percent((double)(memory.Total - memory.Available) / memory.Total) : null,
                reading.FileSystems.Count == 0 ? null : reading.FileSystems.Max(UsedPercent));
        }
    }

    public string Status => Current is var (cpu, memory, disk) ? HostStatus.Of(cpu, memory, disk) : HostStatus.Unknown;

    /// <summary>Who the host is.</summary>
    public object Describe()
    {
        var reading = collection.Latest;
        var uptime = TimeSpan.FromMilliseconds(Environment.TickCount64);
        return new
        {
            Hostname = Environment.MachineName,
            Platform = RuntimeInformation.OSDescription,
            Kernel = Environment.OSVersion.Version.ToString(),
            Architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
            CpuCount = Environment.ProcessorCount,
            MemoryTotal = reading.Memory?.Total,
            MemoryTotalGb = reading.Memory is { } memory ? Math.Round(memory.Total / (1024.0 * 1024 * 1024), 1) : (double?)null,
            UptimeSeconds = (long)uptime.TotalSeconds,
            BootTime = clock.GetUtcNow() - uptime,
            Runtime = RuntimeInformation.FrameworkDescription,
            ProcessId = Environment.ProcessId,
            reading.Container,
            reading.Unsupported,
        };
    }

    /// <summary>Everything the latest collection found.</summary>
    public object Detail()
    {
        var reading = collection.Latest;
        return new
        {
            CollectedAt = reading.At,
            Cpu = new
            {
                UsagePercent = Current.CpuUsage,
                PerCore = reading.Cpus.Where(cpu => cpu.Cpu != CpuTimes.AllCpus)
                    .Select(cpu => Percent(Latest("system.cpu.utilization", LabelSet.Of(("cpu", cpu.Cpu))))),
                Count = Environment.ProcessorCount,
                LoadAverage = reading.Load,
            },
            Memory = reading.Memory is not { } memory ? null : new
            {
                memory.Total,
                memory.Available,
                memory.Used,
                memory.Free,
                memory.Buffers,
                memory.Cached,
                VirtualCommitted = memory.Committed,
                UsagePercent = Current.MemoryUsage,
                Swap = new { Total = memory.SwapTotal, Used = memory.SwapTotal - memory.SwapFree, Free = memory.SwapFree },
            },
            Disk = new
            {
                UsagePercent = Current.DiskUsage,
                Partitions = reading.FileSystems.Select(one => new
                {
                    one.MountPoint,
                    one.Device,
                    one.Total,
                    Used = one.Total - one.Free,
                    Free = one.Available,
                    UsagePercent = UsedPercent(one),
                }),
                Io = reading.Disks,
            },
            Network = new
            {
                Interfaces = reading.Interfaces.Select(one => new
                {
                    one.Interface,
                    one.Received,
                    one.Sent,
                    ErrorRatePercent = ErrorRatePercent(one),
                }),
            },
            Process = new
            {
                CpuPercent = Percent(Latest("process.cpu.utilization", LabelSet.Empty)),
                reading.Process.MemoryBytes,
                reading.Process.Threads,
                reading.Process.OpenFiles,
            },
            reading.Container,
            reading.Unsupported,
        };
    }

    private static double? ErrorRatePercent(InterfaceCounters one)
    {
        var packets = one.Received.Packets + one.Sent.Packets;
        return packets == 0 ? null : Math.Round(100.0 * (one.Received.Errors + one.Sent.Errors) / packets, 4);
    }

    private static double UsedPercent(FileSystemUsage one)
    {
        var used = one.Total - one.Free;
        return used + one.Available == 0 ? 0 : Math.Round(100.0 * used / (used + one.Available), 1);
    }

    private static double? Percent(double? ratio) => ratio is { } value ? Math.Round(value * 100, 1) : null;

    private double? Latest(string metric, LabelSet labels) => registry.Find(metric, labels)?.Recent.Latest?.Value;
}

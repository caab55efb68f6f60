using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Collection;

/// <summary>Turns two readings of the host into points. Pure. Names and units follow the semantic conventions of OpenTelemetry.</summary>
/// <remarks>
/// https://opentelemetry.io/docs/specs/semconv/system/system-metrics/. What the system counts is stored as a counter, so that a rate is
/// right whatever the interval; a utilization is computed over the time between the readings.
/// </remarks>
internal static class HostMetrics
{
    public static IReadOnlyList<NewPoint> Between(HostReading before, HostReading now)
    {
        var points = new PointList(now.At);
        AddCpus(points, before, now);
        AddMemory(points, now.Memory);
        AddLoad(points, now.Load);
        AddDisks(points, now.Disks);
        AddInterfaces(points, now.Interfaces);
        AddFileSystems(points, now.FileSystems);
        AddProcess(points, before, now);
        AddContainer(points, now.Container);
        return points.Points;
    }

    private static void AddCpus(PointList points, HostReading before, HostReading now)
    {
        var earlier = before.Cpus.ToDictionary(cpu => cpu.Cpu);
        foreach (var cpu in now.Cpus)
        {
            // A processor that was switched off and on begins its counts anew.
            if (earlier.TryGetValue(cpu.Cpu, out var then) && cpu.Total > then.Total)
            {
                var busy = Math.Clamp((double)(cpu.Busy - then.Busy) / (cpu.Total - then.Total), 0, 1);
                points.Gauge("system.cpu.utilization", "1", busy, ("cpu", cpu.Cpu));
            }
        }
    }

    private static void AddMemory(PointList points, Memory? memory)
    {
        if (memory is null)
        {
            return;
        }

        points.Gauge("system.memory.utilization", "1", (double)(memory.Total - memory.Available) / memory.Total);
        points.Gauge("system.memory.limit", "By", memory.Total);
        points.Gauge("system.memory.available", "By", memory.Available);
        points.Gauge("system.memory.committed", "By", memory.Committed);
        points.Gauge("system.memory.usage", "By", memory.Used, ("state", "used"));
        points.Gauge("system.memory.usage", "By", memory.Free, ("state", "free"));
        points.Gauge("system.memory.usage", "By", memory.Buffers, ("state", "buffers"));
        points.Gauge("system.memory.usage", "By", memory.Cached, ("state", "cached"));
        points.Gauge("system.paging.usage", "By", memory.SwapTotal - memory.SwapFree, ("state", "used"));
        points.Gauge("system.paging.usage", "By", memory.SwapFree, ("state", "free"));
        if (memory.SwapTotal > 0)
        {
            points.Gauge("system.paging.utilization", "1", (double)(memory.SwapTotal - memory.SwapFree) / memory.SwapTotal);
        }
    }

    private static void AddLoad(PointList points, LoadAverage? load)
    {
        if (load is not null)
        {
            points.Gauge("system.cpu.load_average.1m", "", load.OneMinute);
            points.Gauge("system.cpu.load_average.5m", "", load.FiveMinutes);
            points.Gauge("system.cpu.load_average.15m", "", load.FifteenMinutes);
        }
    }

    private static void AddDisks(PointList points, IReadOnlyList<DiskCounters> disks)
    {
        foreach (var disk in disks)
        {
            points.Counter("system.disk.io", "By", disk.ReadBytes, ("device", disk.Device), ("direction", "read"));
            points.Counter("system.disk.io", "By", disk.WrittenBytes, ("device", disk.Device), ("direction", "write"));
            points.Counter("system.disk.operations", "{operation}", disk.Reads, ("device", disk.Device), ("direction", "read"));
            points.Counter("system.disk.operations", "{operation}", disk.Writes, ("device", disk.Device), ("direction", "write"));
            points.Counter("system.disk.io_time", "s", disk.BusyMs / 1000.0, ("device", disk.Device));
        }
    }

    private static void AddInterfaces(PointList points, IReadOnlyList<InterfaceCounters> interfaces)
    {
        foreach (var one in interfaces)
        {
            AddTraffic(points, one.Interface, "receive", one.Received);
            AddTraffic(points, one.Interface, "transmit", one.Sent);
        }
    }

    private static void AddTraffic(PointList points, string name, string direction, TrafficCounters traffic)
    {
        points.Counter("system.network.io", "By", traffic.Bytes, ("interface", name), ("direction", direction));
        points.Counter("system.network.packets", "{packet}", traffic.Packets, ("interface", name), ("direction", direction));
        points.Counter("system.network.errors", "{error}", traffic.Errors, ("interface", name), ("direction", direction));
        points.Counter("system.network.dropped", "{packet}", traffic.Dropped, ("interface", name), ("direction", direction));
    }

    private static void AddFileSystems(PointList points, IReadOnlyList<FileSystemUsage> fileSystems)
    {
        foreach (var one in fileSystems)
        {
            ReadOnlySpan<(string, string)> where = [("mountpoint", one.MountPoint), ("device", one.Device)];
            var used = one.Total - one.Free;
            points.Gauge("system.filesystem.usage", "By", used, [.. where, ("state", "used")]);
            points.Gauge("system.filesystem.usage", "By", one.Available, [.. where, ("state", "free")]);
            points.Gauge("system.filesystem.usage", "By", one.Free - one.Available, [.. where, ("state", "reserved")]);
            // As df has it: full means that an ordinary user can write no more.
            points.Gauge("system.filesystem.utilization", "1", used + one.Available == 0 ? 0 : (double)used / (used + one.Available), where);
        }
    }

    private static void AddProcess(PointList points, HostReading before, HostReading now)
    {
        var process = now.Process;
        var elapsed = now.At - before.At;
        if (elapsed > TimeSpan.Zero)
        {
            var share = (process.CpuTime - before.Process.CpuTime) / elapsed / Environment.ProcessorCount;
            points.Gauge("process.cpu.utilization", "1", Math.Clamp(share, 0, 1));
        }

        points.Counter("process.cpu.time", "s", process.CpuTime.TotalSeconds);
        points.Gauge("process.memory.usage", "By", process.MemoryBytes);
        points.Gauge("process.threads", "{thread}", process.Threads);
        if (process.OpenFiles is { } openFiles)
        {
            points.Gauge("process.open_file_descriptors", "{file_descriptor}", openFiles);
        }
    }

    private static void AddContainer(PointList points, ContainerLimits? container)
    {
        if (container?.Cpus is { } cpus)
        {
            points.Gauge("container.cpu.limit", "{cpu}", cpus);
        }

        if (container?.MemoryUsedBytes is { } used)
        {
            points.Gauge("container.memory.usage", "By", used);
        }

        if (container?.MemoryLimitBytes is { } limit)
        {
            points.Gauge("container.memory.limit", "By", limit);
        }
    }
}

namespace Monitoring.Metrics.Collection;

/// <summary>What the host and this process looked like at one moment. A part that this platform does not tell is null or empty.</summary>
internal sealed record HostReading
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Time since start of each processor, and of all together under <c>total</c>.</summary>
    public IReadOnlyList<CpuTimes> Cpus { get; init; } = [];

    public Memory? Memory { get; init; }

    public LoadAverage? Load { get; init; }

    /// <summary>Whole disks; their partitions would count twice.</summary>
    public IReadOnlyList<DiskCounters> Disks { get; init; } = [];

    /// <summary>All but loopback.</summary>
    public IReadOnlyList<InterfaceCounters> Interfaces { get; init; } = [];

    public IReadOnlyList<FileSystemUsage> FileSystems { get; init; } = [];

    public required ProcessUsage Process { get; init; }

    /// <summary>Limits of the container around this process; null outside of one.</summary>
    public ContainerLimits? Container { get; init; }

    /// <summary>Parts that could not be read here, e.g. <c>load</c>.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];
}

/// <param name="Cpu">Number of the processor, or <c>total</c>.</param>
/// <param name="Busy">Ticks of work since start.</param>
/// <param name="Total">Ticks since start.</param>
internal sealed record CpuTimes(string Cpu, long Busy, long Total)
{
    public const string AllCpus = "total";
}

/// <summary>Bytes. Used is what neither files nor the free list hold; available is what could be given out without swapping.</summary>
internal sealed record Memory(
    long Total, long Available, long Free, long Buffers, long Cached, long Committed, long SwapTotal, long SwapFree)
{
    public long Used => Total - Free - Buffers - Cached;
}

/// <summary>Tasks that run or wait, averaged.</summary>
internal sealed record LoadAverage(double OneMinute, double FiveMinutes, double FifteenMinutes);

/// <summary>Since start.</summary>
internal sealed record DiskCounters(string Device, long ReadBytes, long WrittenBytes, long Reads, long Writes, long BusyMs);

/// <summary>Since start.</summary>
internal sealed record InterfaceCounters(string Interface, TrafficCounters Received, TrafficCounters Sent);

internal sealed record TrafficCounters(long Bytes, long Packets, long Errors, long Dropped);

/// <summary>Bytes. Free is all that is free, available what an ordinary user may take of it.</summary>
internal sealed record FileSystemUsage(string MountPoint, string Device, long Total, long Free, long Available);

/// <param name="CpuTime">Processor time since start, all threads.</param>
/// <param name="MemoryBytes">Resident.</param>
/// <param name="Threads">Threads.</param>
/// <param name="OpenFiles">Open file descriptors; null where they cannot be counted.</param>
internal sealed record ProcessUsage(TimeSpan CpuTime, long MemoryBytes, int Threads, int? OpenFiles);

/// <param name="Cpus">Processors' worth of time; null without a limit.</param>
/// <param name="MemoryLimitBytes">Null without a limit.</param>
/// <param name="MemoryUsedBytes">What is used of it.</param>
internal sealed record ContainerLimits(double? Cpus, long? MemoryLimitBytes, long? MemoryUsedBytes);

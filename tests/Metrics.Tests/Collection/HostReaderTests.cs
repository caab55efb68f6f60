using Monitoring.Metrics.Collection;
using Monitoring.Testing;

namespace Monitoring.Metrics.Tests.Collection;

public sealed class HostReaderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_recorded_host_is_read_whole()
    {
        var reading = new HostReader(Samples.Linux, _clock).Read();

        Assert.Equal([new("total", 39251, 380885), new("0", 17422, 190411), new("1", 21829, 190474)], reading.Cpus);
        Assert.Equal(new(5.45, 1.75, 0.72), reading.Load);
        Assert.Equal(24684092L * 1024, reading.Memory!.Total);
        Assert.Equal(
            [new("vda", 5779202L * 512, 4423992L * 512, 54140, 10454, 9948), new("sdb", 80 * 512, 160 * 512, 10, 20, 3)], reading.Disks);
        Assert.Equal([new("eth0", new(540535740, 13290, 3, 4), new(698769, 7584, 1, 2))], reading.Interfaces);
        Assert.Equal(new ContainerLimits(2, 536870912, 104857600), reading.Container);
        Assert.Equal(3, reading.Process.OpenFiles);
        Assert.Empty(reading.Unsupported);
    }

    [Fact]
    public void Another_platform_says_what_it_lacks()
    {
        var reading = new HostReader(Path.Combine(Samples.Linux, "nothing-here"), _clock).Read();

        Assert.Equal(["cpu", "memory", "load", "disk_io", "network"], reading.Unsupported);
        Assert.Null(reading.Memory);
        Assert.Null(reading.Container);
        Assert.True(reading.Process.MemoryBytes > 0);
    }

    [Fact]
    public void This_host_is_read_whole()
    {
        var reading = new HostReader("/", _clock).Read();

        Assert.Empty(reading.Unsupported);
        Assert.Equal(Environment.ProcessorCount + 1, reading.Cpus.Count);
        Assert.Contains(reading.FileSystems, one => one is { MountPoint: "/", Total: > 0 });
        Assert.True(reading.Process is { CpuTime.Ticks: > 0, Threads: > 1, OpenFiles: > 3 });
    }
}

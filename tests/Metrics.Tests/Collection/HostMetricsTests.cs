using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Tests.Collection;

public sealed class HostMetricsTests
{
    private static readonly DateTimeOffset _at = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Utilization_is_that_between_the_readings()
    {
        var before = Reading(_at) with { Cpus = [new("total", 100, 1000), new("0", 100, 1000)] };
        var now = Reading(_at.AddSeconds(30)) with { Cpus = [new("total", 175, 1100), new("0", 100, 1000)] };

        var points = HostMetrics.Between(before, now);

        Assert.Equal(0.75, Value(points, "system.cpu.utilization", ("cpu", "total")));
        // No time has passed for the second one: there is nothing to say of it.
        Assert.Null(Value(points, "system.cpu.utilization", ("cpu", "0")));
    }

    [Fact]
    public void A_processor_that_counts_anew_is_left_out_once()
    {
        var before = Reading(_at) with { Cpus = [new("3", 900, 1000)] };
        var now = Reading(_at.AddSeconds(30)) with { Cpus = [new("3", 5, 10)] };

        Assert.Null(Value(HostMetrics.Between(before, now), "system.cpu.utilization", ("cpu", "3")));
    }

    [Fact]
    public void Memory_states_add_up_to_the_total()
    {
        var reading = Reading(_at) with { Memory = new(1000, 600, 300, 50, 250, 800, 200, 150) };

        var points = HostMetrics.Between(reading, reading);

        Assert.Equal(0.4, Value(points, "system.memory.utilization"));
        Assert.Equal(1000, new[] { "used", "free", "buffers", "cached" }.Sum(state => Value(points, "system.memory.usage", ("state", state))));
        Assert.Equal(0.25, Value(points, "system.paging.utilization"));
        Assert.Equal(800, Value(points, "system.memory.committed"));
    }

    [Fact]
    public void Every_partition_and_interface_has_its_series()
    {
        var reading = Reading(_at) with
        {
            FileSystems = [new("/", "/dev/vda", 100, 30, 20), new("/data", "/dev/sdb1", 1000, 1000, 1000)],
            Interfaces = [new("eth0", new(1, 2, 3, 4), new(5, 6, 7, 8))],
            Disks = [new("vda", 10, 20, 1, 2, 1500)],
        };

        var points = HostMetrics.Between(reading, reading);

        Assert.Equal(70.0 / 90, Value(points, "system.filesystem.utilization", ("mountpoint", "/"), ("device", "/dev/vda")));
        Assert.Equal(0, Value(points, "system.filesystem.utilization", ("mountpoint", "/data"), ("device", "/dev/sdb1")));
        Assert.Equal(10, Value(points, "system.filesystem.usage", ("mountpoint", "/"), ("device", "/dev/vda"), ("state", "reserved")));
        Assert.Equal(5, Value(points, "system.network.io", ("interface", "eth0"), ("direction", "transmit")));
        Assert.Equal(2, Value(points, "system.network.packets", ("interface", "eth0"), ("direction", "receive")));
        Assert.Equal(7, Value(points, "system.network.errors", ("interface", "eth0"), ("direction", "transmit")));
        Assert.Equal(20, Value(points, "system.disk.io", ("device", "vda"), ("direction", "write")));
        Assert.Equal(1.5, Value(points, "system.disk.io_time", ("device", "vda")));
    }

    [Fact]
    public void The_process_is_measured_by_the_time_of_all_processors()
    {
        var before = Reading(_at);
        var now = Reading(_at.AddSeconds(10)) with { Process = new(TimeSpan.FromSeconds(1) + (Environment.ProcessorCount * TimeSpan.FromSeconds(5)), 42, 7, 9) };

        var points = HostMetrics.Between(before, now);

        Assert.Equal(0.5, Value(points, "process.cpu.utilization")!.Value, 9);
        Assert.Equal(42, Value(points, "process.memory.usage"));
        Assert.Equal(7, Value(points, "process.threads"));
        Assert.Equal(9, Value(points, "process.open_file_descriptors"));
    }

    [Fact]
    public void What_was_not_read_has_no_point()
    {
        var points = HostMetrics.Between(Reading(_at), Reading(_at));

        Assert.All(points, point => Assert.StartsWith("process.", point.Metric, StringComparison.Ordinal));
    }

    private static HostReading Reading(DateTimeOffset at) => new() { At = at, Process = new(TimeSpan.FromSeconds(1), 1, 1, null) };

    private static double? Value(IReadOnlyList<NewPoint> points, string metric, params ReadOnlySpan<(string, string)> labels)
    {
        var wanted = LabelSet.Of(labels);
        return points.SingleOrDefault(point => point.Metric == metric && point.Labels.Equals(wanted))?.Value;
    }
}

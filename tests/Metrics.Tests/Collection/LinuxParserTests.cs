using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Collection.Linux;

namespace Monitoring.Metrics.Tests.Collection;

public sealed class LinuxParserTests
{
    [Theory]
    [InlineData("cpu  10 0 5 80 5 0 0 0 7 0", 15, 100)]
    [InlineData("cpu 10 0 5 80 5", 15, 100)]
    [InlineData("cpu 10 0 5 80 5 0 0 20 0 0 99 99", 35, 120)]
    public void Guest_time_and_columns_of_later_kernels_do_not_count(string line, long busy, long total) =>
        Assert.Equal([new CpuTimes("total", busy, total)], ProcStat.ParseCpus(line));

    [Theory]
    [InlineData("")]
    [InlineData("cpu")]
    [InlineData("cpu 1 2 x 4 5")]
    [InlineData("intr 1 2 3 4 5 6 7 8")]
    public void What_is_no_cpu_line_is_skipped(string line) => Assert.Empty(ProcStat.ParseCpus(line));

    [Fact]
    public void Old_kernels_lack_available_memory()
    {
        var memory = MemInfo.Parse("MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 20 kB\nCached: 300 kB\nodd line\nHugePages_Total: 0\n");

        Assert.Equal(420 * 1024, memory!.Available);
        Assert.Equal(580 * 1024, memory.Used);
    }

    [Fact]
    public void Without_a_total_there_is_no_memory() => Assert.Null(MemInfo.Parse("MemFree: 1 kB"));

    [Theory]
    [InlineData("eth0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "eth0", 1, 9)]
    [InlineData("eth0:1: 7 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "eth0:1", 7, 9)]
    public void Interface_names_end_at_the_last_colon(string line, string name, long received, long sent)
    {
        var only = Assert.Single(NetDev.Parse(line));

        Assert.Equal((name, received, sent), (only.Interface, only.Received.Bytes, only.Sent.Bytes));
    }

    [Theory]
    [InlineData("eth0: 1 2 3")]
    [InlineData("eth0: a 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    [InlineData("no colon at all")]
    public void What_is_no_interface_line_is_skipped(string line) => Assert.Empty(NetDev.Parse(line));

    [Theory]
    [InlineData("0.1 0.2")]
    [InlineData("a b c 1/2 3")]
    [InlineData("")]
    public void Broken_load_is_no_load(string text) => Assert.Null(LoadAvg.Parse(text));

    [Fact]
    public void Only_file_systems_that_hold_data_are_watched_each_device_once()
    {
        var mounts = MountTable.Parse(File.ReadAllText(Path.Combine(Samples.Linux, "proc/self/mounts")));

        Assert.Equal([new("/", "/dev/vda"), new("/mnt/my disk", "/dev/sdb1"), new("/tank", "tank/data")], mounts);
    }

    [Theory]
    [InlineData("200000 100000\n", 2.0)]
    [InlineData("50000 100000", 0.5)]
    [InlineData("max 100000\n", null)]
    [InlineData("garbage", null)]
    [InlineData(null, null)]
    public void A_processor_limit_is_quota_by_period(string? text, double? expected) => Assert.Equal(expected, Cgroup.ParseCpuMax(text));
}

internal static class Samples
{
    public static string Linux { get; } = Path.Combine(AppContext.BaseDirectory, "Collection", "Samples", "linux");
}

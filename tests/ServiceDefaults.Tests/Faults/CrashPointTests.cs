using Monitoring.ServiceDefaults.Faults;

namespace Monitoring.ServiceDefaults.Tests.Faults;

public sealed class CrashPointTests
{
    [Theory]
    [InlineData("lease.after-claim", "lease.after-claim", 1)]
    [InlineData("outbox.before-commit:7", "outbox.before-commit", 7)]
    public void A_point_is_armed_by_its_name_and_how_often_it_must_be_reached(string value, string name, int nth) =>
        Assert.Equal((name, nth), CrashPoint.Parse(value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_name_nothing_is_armed(string? value)
    {
        Assert.Null(CrashPoint.Parse(value));
        CrashPoint.Hit("lease.after-claim");
    }

    [Fact]
    public void A_count_that_is_none_stops_the_start() => Assert.Throws<FormatException>(() => CrashPoint.Parse("name:often"));
}

using Monitoring.TaskGeneration.Abandonment;

namespace Monitoring.TaskGeneration.Tests.Abandonment;

public sealed class SilenceAllowanceTests
{
    private const long YearMs = 366L * 24 * 60 * 60 * 1000;

    [Theory]
    [InlineData(true, null, "00:00:50")]
    [InlineData(true, YearMs, "00:00:50")]         // heartbeats say more than an announcement
    [InlineData(false, null, "06:00:00")]
    [InlineData(false, 1L, "00:10:00")]
    [InlineData(false, 200_000L, "00:10:00")]
    [InlineData(false, 200_001L, "00:10:00.003")]
    [InlineData(false, 3_600_000L, "03:00:00")]
    [InlineData(false, YearMs, "1098.00:00:00")]
    public void A_run_may_be_silent_as_long_as_what_is_known_of_it_suggests(bool sendsHeartbeats, long? expectedDurationMs, string allowance) =>
        Assert.Equal(
            TimeSpan.Parse(allowance, System.Globalization.CultureInfo.InvariantCulture),
            SilenceAllowance.Of(sendsHeartbeats, expectedDurationMs, new AbandonmentOptions()));
}

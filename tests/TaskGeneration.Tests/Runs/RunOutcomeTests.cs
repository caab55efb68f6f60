using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Tests.Runs;

public sealed class RunOutcomeTests
{
    [Theory]
    [InlineData(10, 10, 0, 0, 0, "completed", 100.0)]
    [InlineData(10, 8, 0, 2, 0, "completed", 80.0)]    // left out on purpose: nothing failed
    [InlineData(10, 0, 0, 10, 0, "completed", 0.0)]
    [InlineData(10, 8, 2, 0, 2, "partial", 80.0)]
    [InlineData(10, 9, 0, 0, 0, "partial", 90.0)]      // one item is missing from the count
    [InlineData(10, 0, 10, 0, 10, "failed", 0.0)]
    [InlineData(10, 0, 4, 6, 4, "failed", 0.0)]
    [InlineData(10, 0, 0, 0, 0, "failed", 0.0)]
    [InlineData(3, 1, 2, 0, 0, "partial", 100.0 / 3)]
    [InlineData(0, 0, 0, 0, 0, "completed", null)]
    [InlineData(0, 0, 0, 0, 1, "failed", null)]
    [InlineData(int.MaxValue, int.MaxValue, 0, 0, 0, "completed", 100.0)]
    public void Counts_decide_status_and_rate(int total, int success, int failed, int skipped, int errors, string status, double? rate)
    {
        var outcome = RunOutcome.Of(new(total, success, failed, skipped), errors);

        Assert.Equal(new RunOutcome(status, rate), outcome);
    }

    [Fact]
    public void Every_combination_of_small_counts_has_a_rate_from_0_to_100_and_the_status_that_goes_with_it()
    {
        var combinations =
            from total in Enumerable.Range(0, 6)
            from success in Enumerable.Range(0, total + 1)
            from failed in Enumerable.Range(0, total - success + 1)
            from skipped in Enumerable.Range(0, total - success - failed + 1)
            from errors in new[] { 0, 1 }
            select (Counts: new RunCounts(total, success, failed, skipped), errors);

        Assert.All(combinations, item =>
        {
            var (status, rate) = RunOutcome.Of(item.Counts, item.errors);
            Assert.True(RunStatus.IsFinal(status));
            Assert.Equal(item.Counts.Total == 0, rate is null);
            Assert.True(rate is null or (>= 0 and <= 100));
            Assert.False(status == RunStatus.Completed && item.Counts.Failed > 0);
            Assert.False(status == RunStatus.Failed && item.Counts.Success > 0);
            Assert.False(status == RunStatus.Partial && (item.Counts.Success == 0 || item.Counts.Success == item.Counts.Total));
        });
    }
}

using Monitoring.Metrics.Dashboard;

namespace Monitoring.Metrics.Tests.Dashboard;

public sealed class CounterIncreaseTests
{
    private const long Minute = 60_000;

    [Fact]
    public void Growth_is_counted_from_the_last_sample_before_the_range() =>
        Assert.Equal(7, CounterIncrease.Of([new(-Minute, 10), new(Minute, 12), new(2 * Minute, 17)], 0, null));

    [Fact]
    public void A_counter_that_begins_anew_has_grown_by_what_it_reached() =>
        Assert.Equal(5 + 3, CounterIncrease.Of([new(0, 10), new(Minute, 15), new(2 * Minute, 3)], 0, null));

    [Fact]
    public void A_counter_that_began_within_the_range_began_at_zero() =>
        Assert.Equal(4, CounterIncrease.Of([new(30 * Minute, 4)], 0, null));

    [Fact]
    public void What_was_there_when_the_range_began_is_no_growth() => Assert.Equal(0, CounterIncrease.Of([new(Minute, 400)], 0, null));

    [Fact]
    public void What_came_since_the_last_sample_counts() => Assert.Equal(3, CounterIncrease.Of([new(Minute, 400)], 0, 403));

    [Fact]
    public void Without_samples_all_of_it_is_growth() => Assert.Equal(9, CounterIncrease.Of([], 0, 9));

    [Theory]
    [InlineData(0.5, 0.1)]
    [InlineData(0.75, 0.55)]
    [InlineData(0.99, 1.0)]
    public void A_quantile_lies_evenly_within_its_bucket(double quantile, double expected) =>
        Assert.Equal(expected, BucketQuantile.Of(quantile, [(0.1, 10), (1, 20), (double.PositiveInfinity, 20)])!.Value, quantile == 0.99 ? 1 : 9);

    [Fact]
    public void Beyond_the_last_bound_a_quantile_is_that_bound() =>
        Assert.Equal(1, BucketQuantile.Of(0.99, [(0.1, 1), (1, 2), (double.PositiveInfinity, 20)]));

    [Fact]
    public void Nothing_has_no_quantile() => Assert.Null(BucketQuantile.Of(0.5, [(0.1, 0), (double.PositiveInfinity, 0)]));
}

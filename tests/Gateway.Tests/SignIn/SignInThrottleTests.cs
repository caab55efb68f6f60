using Monitoring.Gateway.SignIn;

namespace Monitoring.Gateway.Tests.SignIn;

public sealed class SignInThrottleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(1_000_000, 15)]
    public void Five_failures_are_free_then_the_wait_doubles_to_a_quarter_of_an_hour(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), SignInThrottle.DelayAfter(failures));
}

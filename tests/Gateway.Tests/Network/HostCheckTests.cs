using Monitoring.Gateway.Network;

namespace Monitoring.Gateway.Tests.Network;

public sealed class HostCheckTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("", false)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("10.0.0.7", false)]
    public void On_loopback_only_loopback_names_are_taken(string host, bool expected) =>
        Assert.Equal(expected, HostCheck.IsAllowed(host, allowed: [], isLoopbackOnly: true));

    [Theory]
    [InlineData("monitoring.example", true)]
    [InlineData("Monitoring.Example", true)]
    [InlineData("localhost", true)]
    [InlineData("other.example", false)]
    public void Named_hosts_are_the_only_ones_beside_loopback(string host, bool expected) =>
        Assert.Equal(expected, HostCheck.IsAllowed(host, ["monitoring.example"], isLoopbackOnly: false));

    [Fact]
    public void Elsewhere_any_name_is_taken_unless_some_are_named() => Assert.True(HostCheck.IsAllowed("any.example", allowed: [], isLoopbackOnly: false));
}

using Microsoft.Extensions.Configuration;
using Monitoring.Gateway.Network;

namespace Monitoring.Gateway.Tests.Network;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("https://0.0.0.0:8443", true)]
    [InlineData("http://unix:/run/monitoring.sock", true)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://*:8080", false)]
    [InlineData("http://+:8080", false)]
    [InlineData("http://[::]:8080", false)]
    [InlineData("http://10.0.0.7:8080", false)]
    [InlineData("http://127.0.0.1:8080;http://0.0.0.0:4318", false)]
    public void A_start_is_refused_where_secrets_would_cross_the_network_in_the_clear(string urls, bool starts)
    {
        var result = new ValidateGatewayOptions(Read(("urls", urls))).Validate(null, new GatewayOptions());

        Assert.Equal(starts, result.Succeeded);
        if (!starts)
        {
            Assert.Contains("Gateway:BehindProxy", result.FailureMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_proxy_in_front_may_end_the_encryption() => Assert.True(
        new ValidateGatewayOptions(Read(("urls", "http://0.0.0.0:8080"))).Validate(null, new GatewayOptions { BehindProxy = true }).Succeeded);

    [Fact]
    public void A_proxy_that_is_no_address_is_named()
    {
        var result = new ValidateGatewayOptions(Read(("urls", "http://127.0.0.1:1"))).Validate(null, new GatewayOptions { KnownProxies = { "proxy" } });

        Assert.Contains("'proxy'", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_alone_mean_every_address() => Assert.Equal(["http://*:8080"], Read(("http_ports", "8080")).ExposedWithoutTls);

    [Fact]
    public void Addresses_win_over_ports_and_endpoints_over_both()
    {
        Assert.True(Read(("http_ports", "8080"), ("urls", "http://127.0.0.1:1")).AreLoopbackOnly);
        Assert.False(Read(("urls", "http://127.0.0.1:1"), ("Kestrel:Endpoints:main:Url", "http://0.0.0.0:2")).AreLoopbackOnly);
    }

    private static ListenAddresses Read(params (string Key, string Value)[] settings) => ListenAddresses.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build());
}

using Microsoft.Extensions.Configuration;
using Monitoring.ServiceDefaults.Hosting;

namespace Monitoring.ServiceDefaults.Tests.Hosting;

public sealed class ListenersTests
{
    [Fact]
    public void The_usual_ports_are_on_loopback()
    {
        var listeners = Plan([]);

        Assert.Equal("http://127.0.0.1:8080;http://127.0.0.1:8090;http://127.0.0.1:4318", listeners.Urls);
        Assert.Empty(listeners.Busy);
    }

    [Fact]
    public void Zero_switches_a_side_port_off()
    {
        var listeners = Plan(new() { ["PORT"] = "9000", ["Management:Port"] = "0", ["Otlp:HttpPort"] = "0" });

        Assert.Equal("http://127.0.0.1:9000", listeners.Urls);
        Assert.Empty(listeners.Busy);
    }

    [Fact]
    public void A_busy_side_port_is_left_out_and_told()
    {
        var listeners = Plan([], busy: 4318);

        Assert.Equal("http://127.0.0.1:8080;http://127.0.0.1:8090", listeners.Urls);
        Assert.StartsWith("Port 4318 (Otlp:HttpPort) is in use", Assert.Single(listeners.Busy), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_were_given_replace_the_main_one()
    {
        var listeners = Plan(new() { ["urls"] = "http://0.0.0.0:80", ["Otlp:HttpPort"] = "0", ["Management:Port"] = "0" });

        Assert.Equal(("http://0.0.0.0:80", null), (listeners.Urls, listeners.MainPort));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("65536")]
    public void A_port_that_is_none_is_refused_by_its_key(string port)
    {
        var error = Assert.Throws<HostRefusedException>(() => Plan(new() { ["Management:Port"] = port }));

        Assert.Equal($"Management:Port is '{port}'; it must be a port, 0 to 65535.", error.Message);
    }

    [Theory]
    [InlineData(8080, "/api/v1/generation/runs", true)]
    [InlineData(8080, "/v1/logs", true)]
    [InlineData(8080, "/metrics", false)]
    [InlineData(8090, "/metrics", true)]
    [InlineData(8090, "/health/ready", true)]
    [InlineData(8090, "/api/v1/keys", false)]
    [InlineData(4318, "/v1/metrics", true)]
    [InlineData(4318, "/api/v1/keys", false)]
    public void Each_port_serves_its_own_paths(int port, string path, bool expected) =>
        Assert.Equal(expected, Plan([]).Serves(port, path));

    private static Listeners Plan(Dictionary<string, string?> settings, int busy = 0) =>
        Listeners.Plan(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), port => port != busy);
}

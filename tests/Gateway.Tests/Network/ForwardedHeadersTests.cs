using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Monitoring.Gateway.Tests.Network;

/// <summary>Whose word counts about where a request comes from; the tests connect from 127.0.0.1.</summary>
public abstract class ForwardedHeadersTests(GatewayFixture gateway)
{
    /// <summary>Address in the audit log and cookie of a sign-in that claims to have come from 203.0.113.9 over TLS.</summary>
    protected async Task<(string? Address, string Cookie)> SignInAsync()
    {
        using var browser = gateway.Plain();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/setup")
        {
            Content = JsonContent.Create(new { token = await gateway.IssueTokenAsync() }),
        };
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var response = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        return ((await gateway.AuditedAsync()).Last(entry => entry.Action == "sign-in").Address, response.Headers.GetValues("Set-Cookie").Single());
    }

    public sealed class WithoutProxy(GatewayFixture gateway) : ForwardedHeadersTests(gateway), IClassFixture<GatewayFixture>
    {
        [Fact]
        public async Task Nobody_is_believed()
        {
            var (address, cookie) = await SignInAsync();

            Assert.Equal("127.0.0.1", address);
            Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    public sealed class BehindKnownProxy(KnownProxy gateway) : ForwardedHeadersTests(gateway), IClassFixture<KnownProxy>
    {
        [Fact]
        public async Task A_known_proxy_is_believed()
        {
            var (address, cookie) = await SignInAsync();

            Assert.Equal("203.0.113.9", address);
            Assert.StartsWith("__Host-monitoring=", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    public sealed class BehindOtherProxy(OtherProxy gateway) : ForwardedHeadersTests(gateway), IClassFixture<OtherProxy>
    {
        [Fact]
        public async Task Only_the_named_proxy_is_believed() => Assert.Equal("127.0.0.1", (await SignInAsync()).Address);
    }

    public sealed class KnownProxy : GatewayFixture
    {
        protected override void Configure(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(
            [new("Gateway:BehindProxy", "true"), new("Gateway:KnownProxies:0", "127.0.0.0/8")]);
    }

    public sealed class OtherProxy : GatewayFixture
    {
        protected override void Configure(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(
            [new("Gateway:BehindProxy", "true"), new("Gateway:KnownProxies:0", "10.0.0.7")]);
    }
}

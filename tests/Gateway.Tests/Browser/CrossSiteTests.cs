using System.Net;

namespace Monitoring.Gateway.Tests.Browser;

public sealed class CrossSiteTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("PUT", true, "own", HttpStatusCode.BadRequest)]
    [InlineData("PUT", true, null, HttpStatusCode.BadRequest)]
    [InlineData("PUT", false, "own", HttpStatusCode.Forbidden)]
    [InlineData("PUT", false, null, HttpStatusCode.Forbidden)]
    [InlineData("PUT", true, "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("PUT", true, "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("PUT", true, "null", HttpStatusCode.Forbidden)]
    [InlineData("GET", false, null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", true, "own", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", true, "http://evil.example", HttpStatusCode.Forbidden)]
    public async Task A_signed_in_browser_cannot_be_used_by_another_site(string method, bool hasHeader, string? origin, HttpStatusCode expected)
    {
        using var browser = await gateway.AdminBrowserAsync();
        if (!hasHeader)
        {
            browser.DefaultRequestHeaders.Remove(GatewayFixture.BrowserHeader);
        }

        // A request that gets through is refused for its empty password, or for the method.
        using var request = new HttpRequestMessage(new HttpMethod(method), "/auth/password");
        request.Content = method == "PUT" ? JsonContent.Create(new { password = "" }) : null;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? gateway.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        using var response = await browser.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_program_with_a_key_needs_no_browser_header()
    {
        var (program, _, _) = await gateway.ProgramAsync("admin");

        using var response = await program.PostAsJsonAsync("/api/v1/keys", new { name = "x", scopes = new[] { "read" } });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_sign_its_victim_in()
    {
        using var browser = gateway.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/setup") { Content = JsonContent.Create(new { token = "x" }) };
        request.Headers.Add("Origin", "http://evil.example");

        using var response = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}

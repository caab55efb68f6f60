using System.Net;
using System.Text.Json;

namespace Monitoring.Gateway.Tests.SignIn;

public sealed class LoginLinkTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_link_signs_in_as_the_admin_it_made()
    {
        using var browser = gateway.Browser();

        using var signedIn = await browser.PostAsJsonAsync("/auth/setup", new { token = await gateway.IssueTokenAsync() });

        using var me = JsonDocument.Parse(await browser.GetStringAsync("/auth/me"));

        Assert.Equal(("admin", "admin"), (me.RootElement.GetProperty("name").GetString(), me.RootElement.GetProperty("role").GetString()));
        Assert.NotEmpty(me.RootElement.GetProperty("version").GetString()!);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var token = await gateway.IssueTokenAsync();
        using var browser = gateway.Browser();

        using var first = await browser.PostAsJsonAsync("/auth/setup", new { token });
        using var second = await browser.PostAsJsonAsync("/auth/setup", new { token });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));
        Assert.Contains("/problems/unauthenticated", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_dead_after_an_hour()
    {
        var token = await gateway.IssueTokenAsync();
        gateway.Time.Advance(TimeSpan.FromMinutes(61));
        using var browser = gateway.Browser();

        using var response = await browser.PostAsJsonAsync("/auth/setup", new { token });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"token": 5}""")]
    [InlineData("""{"token": "x", "role": "admin"}""")]
    public async Task A_body_that_is_no_token_is_refused_as_such(string body)
    {
        using var browser = gateway.Browser();
        using var content = new StringContent(body, null, "application/json");

        using var response = await browser.PostAsync("/auth/setup", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var browser = gateway.Browser();

        using var response = await browser.PostAsJsonAsync("/auth/setup", new { token = await gateway.IssueTokenAsync() });

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
    }
}

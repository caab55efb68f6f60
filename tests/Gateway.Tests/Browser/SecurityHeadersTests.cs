using System.Net;

namespace Monitoring.Gateway.Tests.Browser;

public sealed class SecurityHeadersTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("GET", "/health/live", "application/json", HttpStatusCode.OK)]
    [InlineData("GET", "/auth/me", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/auth/me", "application/json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/auth/logout", "application/json", HttpStatusCode.NoContent)]
    [InlineData("POST", "/auth/setup", "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("GET", "/api/v1/live", "text/event-stream", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/keys", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("DELETE", "/api/v1/keys/not-a-uuid", "application/json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/unheard-of", "text/html", HttpStatusCode.NotFound)]
    [InlineData("POST", "/anywhere", "text/html", HttpStatusCode.NotFound)]
    [InlineData("GET", "/missing.js", "*/*", HttpStatusCode.NotFound)]
    [InlineData("GET", "/admin/monitoring", "text/html", HttpStatusCode.ServiceUnavailable)]
    [InlineData("GET", "/auth/me?api_key=x", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("TRACE", "/auth/me", "*/*", HttpStatusCode.MethodNotAllowed)]
    public async Task Every_answer_carries_them(string method, string url, string accept, HttpStatusCode expected)
    {
        using var anybody = gateway.Plain();
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Add("Accept", accept);

        using var response = await anybody.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        AssertProtected(response);
    }

    [Fact]
    public async Task An_answer_to_another_host_name_carries_them_too()
    {
        using var anybody = gateway.Plain();
        anybody.DefaultRequestHeaders.Host = "evil.example";

        using var response = await anybody.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        AssertProtected(response);
    }

    [Theory]
    [InlineData("/api/v1/unheard-of")]
    [InlineData("/auth/me")]
    [InlineData("/auth/me?api_key=x")]
    public async Task Errors_are_problems_with_a_trace_id(string url)
    {
        using var anybody = gateway.Plain();

        using var response = await anybody.GetAsync(url);

        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Matches("\"type\":\"/problems/[a-z-]+\".*\"traceId\":\"[^\"]+\"", body);
    }

    private static void AssertProtected(HttpResponseMessage response)
    {
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.NotEmpty(Header("Permissions-Policy"));
        Assert.True(response.Headers.CacheControl is { NoStore: true } or { NoCache: true });
        Assert.False(response.Headers.Contains("Server"));

        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
    }
}

using System.Net;

namespace Monitoring.Gateway.Tests.Limits;

/// <summary>On installations of their own, since a limit counts everything that was asked before.</summary>
public sealed class LimitTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Login_links_can_be_tried_ten_times_an_hour()
    {
        using var browser = gateway.Browser();

        var statuses = new List<HttpStatusCode>();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 11; i++)
        {
            last?.Dispose();
            last = await browser.PostAsJsonAsync("/auth/setup", new { token = "guess" });
            statuses.Add(last.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), HttpStatusCode.TooManyRequests], statuses);
        Assert.InRange(last!.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Contains("/problems/rate-limited", await last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_can_be_managed_sixty_times_a_minute()
    {
        var (admin, _, _) = await gateway.ProgramAsync("admin");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 61; i++)
        {
            using var response = await admin.GetAsync("/api/v1/keys");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 60), HttpStatusCode.TooManyRequests], statuses);
    }
}

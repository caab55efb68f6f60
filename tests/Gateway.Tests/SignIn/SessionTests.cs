using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.SignIn;

namespace Monitoring.Gateway.Tests.SignIn;

public sealed class SessionTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_session_nobody_uses_ends_after_half_an_hour()
    {
        using var browser = await gateway.AdminBrowserAsync();
        gateway.Time.Advance(TimeSpan.FromMinutes(29));
        using var used = await browser.GetAsync("/auth/me");
        gateway.Time.Advance(TimeSpan.FromMinutes(29));
        using var usedAgain = await browser.GetAsync("/auth/me");
        gateway.Time.Advance(TimeSpan.FromMinutes(31));

        using var unused = await browser.GetAsync("/auth/me");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized],
            new[] { used, usedAgain, unused }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task A_busy_session_ends_after_twelve_hours()
    {
        using var browser = await gateway.AdminBrowserAsync();
        for (var minutes = 0; minutes < 12 * 60; minutes += 20)
        {
            using var used = await browser.GetAsync("/auth/me");
            Assert.Equal(HttpStatusCode.OK, used.StatusCode);
            gateway.Time.Advance(TimeSpan.FromMinutes(20));
        }

        using var ended = await browser.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
    }

    [Fact]
    public async Task A_session_closed_by_another_process_ends_here_within_five_seconds()
    {
        var (program, keyId, _) = await gateway.ProgramAsync(ServiceDefaults.Http.Access.Read);
        using var before = await program.GetAsync("/auth/me");
        await using (var command = gateway.Database.DataSource.CreateCommand("update api_keys set revoked_at = now() where id = $1"))
        {
            command.Parameters.Add(new() { Value = keyId });
            await command.ExecuteNonQueryAsync();
        }

        gateway.Time.Advance(TimeSpan.FromSeconds(5));

        using var after = await program.GetAsync("/auth/me");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_full_cache_starts_anew_instead_of_growing()
    {
        var cache = new ShortCache<string>(gateway.Time);
        for (var i = 0; i <= ShortCache<string>.Capacity; i++)
        {
            await cache.GetAsync(BitConverter.GetBytes(i), () => Task.FromResult<string?>("first"));
        }

        Assert.Equal("second", await cache.GetAsync(BitConverter.GetBytes(0), () => Task.FromResult<string?>("second")));
    }
}

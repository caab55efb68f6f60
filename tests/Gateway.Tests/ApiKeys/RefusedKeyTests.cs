using System.Net;
using System.Text.Json;
using Dapper;
using Monitoring.Gateway.ApiKeys;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Tests.ApiKeys;

/// <summary>A key that is not valid learns nothing about why.</summary>
public sealed class RefusedKeyTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Unknown_wrong_revoked_and_malformed_keys_get_the_same_answer()
    {
        var (_, revokedId, revoked) = await gateway.ProgramAsync(Access.Read);
        var (admin, _, known) = await gateway.ProgramAsync(Access.Admin);
        using var revocation = await admin.DeleteAsync($"/api/v1/keys/{revokedId}");
        string[] keys =
        [
            ApiKeyText.Create("api"),
            known[..^1] + (known[^1] == 'A' ? 'B' : 'A'),
            revoked,
            "nonsense",
            new string('x', 20_000),
        ];

        var answers = new List<string>();
        foreach (var key in keys)
        {
            using var program = gateway.Program(key);
            using var response = await program.GetAsync("/api/v1/settings");
            answers.Add(await DescribeAsync(response));
        }

        Assert.StartsWith("Unauthorized Bearer /problems/unauthenticated", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/settings?api_key=anything")]
    [InlineData("/api/v1/settings?ACCESS_TOKEN=anything")]
    [InlineData("/api/v1/settings?q=mon_api_abcdefgh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_key_in_the_url_is_refused_and_written_down_without_the_key(string url)
    {
        using var anybody = gateway.Plain();

        using var response = await anybody.GetAsync(url);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(("anonymous", "key.in-url", "/api/v1/settings"), (await gateway.AuditedAsync()).Select(entry => (entry.Actor, entry.Action, entry.Subject)));
    }

    [Fact]
    public async Task A_flood_of_refusals_does_not_fill_the_audit_log()
    {
        using var anybody = gateway.Plain();
        for (var repeat = 0; repeat < 20; repeat++)
        {
            using var refused = await anybody.GetAsync("/flood?api_key=anything");
            using var crossSite = await SendFromElsewhereAsync(anybody, "/flood");
        }

        var recorded = (await gateway.AuditedAsync()).Where(entry => entry.Subject == "/flood").CountBy(entry => entry.Action).ToDictionary();

        Assert.InRange(recorded["key.in-url"], 1, 10);
        Assert.InRange(recorded["request.cross-site"], 1, 10);
    }

    [Fact]
    public async Task A_key_is_taken_from_its_own_header_too()
    {
        var (_, _, key) = await gateway.ProgramAsync(Access.Read);
        using var program = gateway.Plain();
        program.DefaultRequestHeaders.Add("X-Api-Key", key);

        using var response = await program.GetAsync("/api/v1/settings");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_forbidden_and_that_is_written_down()
    {
        var (program, _, _) = await gateway.ProgramAsync(Access.LogsWrite);

        using var response = await program.GetAsync("/api/v1/settings");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(("key:test", "access.denied", "GET /api/v1/settings"), (await gateway.AuditedAsync()).Select(entry => (entry.Actor, entry.Action, entry.Subject)));
    }

    [Fact]
    public async Task Use_is_recorded_every_five_minutes()
    {
        var (program, keyId, _) = await gateway.ProgramAsync(Access.Read);
        var first = gateway.Time.GetUtcNow();
        using var used = await program.GetAsync("/auth/me");
        gateway.Time.Advance(TimeSpan.FromMinutes(4));
        using var usedSoon = await program.GetAsync("/auth/me");
        var soon = await LastUsedAsync(keyId);
        gateway.Time.Advance(TimeSpan.FromMinutes(2));
        using var usedLater = await program.GetAsync("/auth/me");

        Assert.Equal((first, first + TimeSpan.FromMinutes(6)), (soon, await LastUsedAsync(keyId)));
    }

    private static async Task<HttpResponseMessage> SendFromElsewhereAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "http://evil.example");
        return await client.SendAsync(request);
    }

    private async Task<DateTimeOffset> LastUsedAsync(Guid keyId)
    {
        await using var connection = await gateway.Database.OpenAsync(CancellationToken.None);
        return await connection.QuerySingleAsync<DateTimeOffset>("select last_used_at from api_keys where id = @keyId", new { keyId });
    }

    private static async Task<string> DescribeAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return $"{response.StatusCode} {response.Headers.WwwAuthenticate} {body.RootElement.GetProperty("type").GetString()} "
            + string.Join(',', body.RootElement.EnumerateObject().Select(member => member.Name));
    }
}

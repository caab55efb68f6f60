using System.Net;
using System.Text.Json;
using Dapper;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Tests.ApiKeys;

public sealed class ApiKeyLifeCycleTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_key_is_shown_once_works_and_ends_with_its_revocation()
    {
        var (admin, _, _) = await gateway.ProgramAsync(Access.Admin);
        using var created = await admin.PostAsJsonAsync("/api/v1/keys", new { name = "ci", scopes = new[] { Access.Admin } });
        using var body = JsonDocument.Parse(await created.Content.ReadAsStringAsync());
        var value = body.RootElement.GetProperty("key").GetString()!;
        using var program = gateway.Program(value);

        using var before = await program.GetAsync("/api/v1/keys");
        using var revoked = await admin.DeleteAsync($"/api/v1/keys/{body.RootElement.GetProperty("id").GetGuid()}");
        using var after = await program.GetAsync("/api/v1/keys");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Matches("^mon_api_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$", value);
        Assert.DoesNotContain(value, await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized),
            (before.StatusCode, revoked.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Only_a_hash_is_stored()
    {
        var (_, _, key) = await gateway.ProgramAsync(Access.Read);

        await using var connection = await gateway.Database.OpenAsync(CancellationToken.None);
        var rows = await connection.QueryAsync<string>("select api_keys::text from api_keys");

        Assert.DoesNotContain(rows, row => row.Contains(key[^43..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_ends_after_a_year_unless_told_otherwise()
    {
        var (program, _, _) = await gateway.ProgramAsync(Access.Admin);
        using var before = await program.GetAsync("/api/v1/keys");

        gateway.Time.Advance(TimeSpan.FromDays(366));

        using var after = await program.GetAsync("/api/v1/keys");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }
}

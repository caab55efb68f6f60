using Dapper;
using Npgsql;

namespace Monitoring.Gateway.Tests.Audit;

public sealed class AuditLogTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("update audit set actor = 'somebody else'")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit")]
    public async Task What_is_written_down_stays(string sql)
    {
        using var browser = gateway.Browser();
        using var refused = await browser.PostAsJsonAsync("/auth/setup", new { token = "guess" });
        await using var command = gateway.Database.DataSource.CreateCommand(sql);

        await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Contains(("anonymous", "sign-in.refused"), (await gateway.AuditedAsync()).Select(entry => (entry.Actor, entry.Action)));
    }

    [Fact]
    public async Task What_cannot_be_written_down_does_not_happen()
    {
        using var admin = await gateway.AdminBrowserAsync();
        await using var connection = await gateway.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("alter table audit rename to audit_away");

        using var key = await admin.PostAsJsonAsync("/api/v1/keys", new { name = "unrecorded", scopes = new[] { "read" } });
        using var user = await admin.PostAsJsonAsync("/api/v1/users", new { name = "unrecorded", role = "viewer" });

        await connection.ExecuteAsync("alter table audit_away rename to audit");
        Assert.False(key.IsSuccessStatusCode || user.IsSuccessStatusCode);
        Assert.DoesNotContain("unrecorded", await admin.GetStringAsync("/api/v1/keys"), StringComparison.Ordinal);
        Assert.DoesNotContain("unrecorded", await admin.GetStringAsync("/api/v1/users"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_manages_keys_and_accounts_is_named()
    {
        using var admin = await gateway.AdminBrowserAsync();
        using var key = await admin.PostAsJsonAsync("/api/v1/keys", new { name = "ci", scopes = new[] { "read" } });
        using var user = await admin.PostAsJsonAsync("/api/v1/users", new { name = "ann", role = "viewer" });

        var entries = (await gateway.AuditedAsync()).Select(entry => (entry.Actor, entry.Action, entry.Subject, entry.Address)).ToList();

        Assert.Contains(("admin", "key.created", "ci", "127.0.0.1"), entries);
        Assert.Contains(("admin", "user.created", "ann", "127.0.0.1"), entries);
    }
}

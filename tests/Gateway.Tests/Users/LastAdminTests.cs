using System.Net;
using System.Text.Json;

namespace Monitoring.Gateway.Tests.Users;

/// <summary>On an installation of its own, where the number of admins is known.</summary>
public sealed class LastAdminTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task The_last_admin_can_be_neither_removed_nor_demoted()
    {
        using var admin = await gateway.AdminBrowserAsync();
        using var list = JsonDocument.Parse(await admin.GetStringAsync("/api/v1/users"));
        var id = list.RootElement.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid();

        using var removed = await admin.DeleteAsync($"/api/v1/users/{id}");
        using var demoted = await admin.PutAsJsonAsync($"/api/v1/users/{id}", new { role = "viewer" });
        using var still = await admin.GetAsync("/api/v1/users");

        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.OK],
            new[] { removed, demoted, still }.Select(response => response.StatusCode));
    }
}

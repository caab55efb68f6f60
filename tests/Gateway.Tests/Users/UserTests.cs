using System.Net;
using System.Text.Json;

namespace Monitoring.Gateway.Tests.Users;

public sealed class UserTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task An_account_can_be_made_used_changed_and_removed()
    {
        using var admin = await gateway.AdminBrowserAsync();
        using var created = await admin.PostAsJsonAsync("/api/v1/users", new { name = "ann", role = "viewer", password = "a long password of ann" });
        var id = await IdAsync(created);
        using var ann = gateway.Browser();
        using var login = await ann.PostAsJsonAsync("/auth/login", new { name = "ann", password = "a long password of ann" });
        using var before = await ann.GetAsync("/api/v1/users");

        using var promoted = await admin.PutAsJsonAsync($"/api/v1/users/{id}", new { role = "admin" });
        using var after = await ann.GetAsync("/api/v1/users");
        using var removed = await admin.DeleteAsync($"/api/v1/users/{id}");
        using var gone = await ann.GetAsync("/auth/me");
        using var again = await admin.DeleteAsync($"/api/v1/users/{id}");

        Assert.Equal(
            [
                HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.Forbidden, HttpStatusCode.NoContent,
                HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound,
            ],
            new[] { created, login, before, promoted, after, removed, gone, again }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task A_list_of_accounts_holds_no_password()
    {
        using var admin = await gateway.AdminBrowserAsync();
        using var created = await admin.PostAsJsonAsync("/api/v1/users", new { name = "bob", role = "viewer", password = "a long password of bob" });

        using var list = JsonDocument.Parse(await admin.GetStringAsync("/api/v1/users"));

        var bob = list.RootElement.GetProperty("items").EnumerateArray().Single(user => user.GetProperty("name").GetString() == "bob");
        Assert.Equal(["id", "name", "role", "hasPassword", "createdAt"], bob.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_name_is_one_account_whatever_its_case()
    {
        using var admin = await gateway.AdminBrowserAsync();
        using var first = await admin.PostAsJsonAsync("/api/v1/users", new { name = "eve", role = "viewer" });

        using var second = await admin.PostAsJsonAsync("/api/v1/users", new { name = "EVE", role = "viewer" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData("""{"role":"viewer"}""", "name")]
    [InlineData("""{"name":"a b","role":"viewer"}""", "name")]
    [InlineData("""{"name":"a\u0000","role":"viewer"}""", "name")]
    [InlineData("""{"name":"a"}""", "role")]
    [InlineData("""{"name":"a","role":"root"}""", "role")]
    [InlineData("""{"name":"a","role":"viewer","password":"short"}""", "password")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        using var admin = await gateway.AdminBrowserAsync();
        using var content = new StringContent(body, null, "application/json");

        using var response = await admin.PostAsync("/api/v1/users", content);

        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage created)
    {
        using var body = JsonDocument.Parse(await created.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetGuid();
    }
}

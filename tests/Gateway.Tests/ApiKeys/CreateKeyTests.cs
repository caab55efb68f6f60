using System.Net;
using System.Text.Json;
using Monitoring.Gateway.ApiKeys;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Tests.ApiKeys;

public sealed class CreateKeyTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("""{"scopes":["read"]}""", "name")]
    [InlineData("""{"name":"  ","scopes":["read"]}""", "name")]
    [InlineData("""{"name":"a\u0000","scopes":["read"]}""", "name")]
    [InlineData("""{"name":"x"}""", "scopes")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["read","root"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":[null]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        var (admin, _, _) = await gateway.ProgramAsync(Access.Admin);
        using var content = new StringContent(body, null, "application/json");

        using var response = await admin.PostAsync("/api/v1/keys", content);

        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Members_that_do_not_exist_are_refused()
    {
        var (admin, _, _) = await gateway.ProgramAsync(Access.Admin);

        using var response = await admin.PostAsJsonAsync("/api/v1/keys", new { name = "x", scopes = new[] { "read" }, isAdmin = true });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("pub", Access.RumWrite)]
    [InlineData("api", Access.RumWrite, Access.Read)]
    [InlineData("api", Access.LogsWrite)]
    public void The_kind_tells_a_key_that_may_be_public(string kind, params string[] scopes) => Assert.Equal(kind, ApiKey.KindOf(scopes));

    [Fact]
    public async Task Nobody_below_admin_manages_keys()
    {
        using var viewer = await gateway.BrowserOfAsync("viewer");
        using var operators = await gateway.BrowserOfAsync("operator");

        using var listed = await viewer.GetAsync("/api/v1/keys");
        using var created = await operators.PostAsJsonAsync("/api/v1/keys", new { name = "x", scopes = new[] { "read" } });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (listed.StatusCode, created.StatusCode));
    }
}

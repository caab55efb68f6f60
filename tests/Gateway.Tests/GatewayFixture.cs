using System.Net;
using System.Net.Http.Headers;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.SignIn;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests;

/// <summary>The gateway with its own sign-in, a clock that the test moves, and one probe route per access policy.</summary>
public class GatewayFixture : ModuleFixture<GatewayModule>
{
    /// <summary>Header that writes of a browser carry.</summary>
    public const string BrowserHeader = "X-Requested-With";

    public ManualTimeProvider Time { get; } = new();

    protected override TimeProvider Clock => Time;

    /// <summary>A browser: keeps cookies, sends no key.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address };
        browser.DefaultRequestHeaders.Add(BrowserHeader, "console");
        return browser;
    }

    /// <summary>A browser in which somebody has followed a login link.</summary>
    public async Task<HttpClient> SignedInBrowserAsync()
    {
        var browser = Browser();
        using var response = await browser.PostAsJsonAsync("/auth/setup", new { token = await IssueTokenAsync() });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        return browser;
    }

    public Task<string> IssueTokenAsync() => Services.GetRequiredService<LoginLinks>().IssueAsync(CancellationToken.None);

    /// <summary>A program with a new key of the given scopes.</summary>
    public async Task<(HttpClient Program, Guid KeyId, string Key)> ProgramAsync(params string[] scopes)
    {
        var (key, value) = await Services.GetRequiredService<ApiKeyIssuer>()
            .IssueAsync("test", scopes, expiresAt: null, "test", CancellationToken.None);
        return (Program(value), key.Id, value);
    }

    public HttpClient Program(string key)
    {
        var program = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return program;
    }

    /// <summary>Actions in the audit log, oldest first.</summary>
    public async Task<IReadOnlyList<string>> AuditedAsync()
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<string>("select action from audit order by seq")).AsList();
    }

    protected override void AddAuthentication(WebApplicationBuilder builder)
    {
        // The module brings its own.
    }
}

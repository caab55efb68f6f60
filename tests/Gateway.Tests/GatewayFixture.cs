using System.Net;
using System.Net.Http.Headers;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.SignIn;
using Monitoring.Gateway.Users;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests;

/// <summary>The gateway with its own sign-in and a clock that the test moves.</summary>
public class GatewayFixture : ModuleFixture<GatewayModule>
{
    /// <summary>Header that writes of the console carry.</summary>
    public const string BrowserHeader = "X-Requested-With";

    public ManualTimeProvider Time { get; } = new();

    protected override TimeProvider Clock => Time;

    // Without the console, whether or not this checkout has built it.
    protected override void Configure(WebApplicationBuilder builder) =>
        builder.Configuration.AddInMemoryCollection([new("Console:Path", "not-built")]);

    /// <summary>A browser with the console in it: keeps cookies, sends no key.</summary>
    public HttpClient Browser() => Browser(new CookieContainer());

    /// <summary>A browser in which the admin has followed a login link.</summary>
    public async Task<HttpClient> AdminBrowserAsync() =>
        await SignedInBrowserAsync(await Services.GetRequiredService<UserStore>().FirstAdminAsync(CancellationToken.None));

    /// <summary>A browser in which somebody else has; their account is new and has no password.</summary>
    public async Task<HttpClient> BrowserOfAsync(string role)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        var user = await Services.GetRequiredService<UserStore>().AddAsync(work, $"{role}{Guid.CreateVersion7():N}", role, null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return await SignedInBrowserAsync(user!);
    }

    public Task<string> IssueTokenAsync() => Services.GetRequiredService<LoginLinks>().IssueAsync(CancellationToken.None);

    /// <summary>A program with a new key of the given scopes.</summary>
    public async Task<(HttpClient Program, Guid KeyId, string Key)> ProgramAsync(params string[] scopes)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        var (key, value) = await Services.GetRequiredService<ApiKeyIssuer>()
            .IssueAsync(work, "test", scopes, expiresAt: null, "test", CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return (Program(value), key.Id, value);
    }

    public HttpClient Program(string key)
    {
        var program = Plain();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return program;
    }

    /// <summary>Sends exactly what it is told to: no cookies, no key, redirects as they come.</summary>
    public HttpClient Plain() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Entries of the audit log, oldest first.</summary>
    public async Task<IReadOnlyList<(string Actor, string Action, string? Subject, string? Address)>> AuditedAsync()
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<(string, string, string?, string?)>(
            "select actor, action, object, address from audit order by seq")).AsList();
    }

    protected override void AddAuthentication(WebApplicationBuilder builder)
    {
        // The module brings its own.
    }

    private async Task<HttpClient> SignedInBrowserAsync(User user)
    {
        var secret = await Services.GetRequiredService<SessionStore>().OpenAsync(user.Id, Session.ByLink, CancellationToken.None);
        var cookies = new CookieContainer();
        cookies.Add(Address, new Cookie($"monitoring-{Address.Port}", secret));
        return Browser(cookies);
    }

    private HttpClient Browser(CookieContainer cookies)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = Address };
        browser.DefaultRequestHeaders.Add(BrowserHeader, "console");
        return browser;
    }
}

using System.Net;
using System.Text.Json;
using Dapper;

namespace Monitoring.Gateway.Tests.SignIn;

/// <summary>Signing in by name and password, on an installation whose admin has set one.</summary>
public sealed class PasswordTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task The_right_password_signs_in_and_signing_out_ends_it()
    {
        await SetAdminPasswordAsync();
        using var browser = gateway.Browser();

        using var login = await LogInAsync(browser, "Admin", Password);
        using var me = await browser.GetAsync("/auth/me");
        using var logout = await browser.PostAsync("/auth/logout", null);
        using var after = await browser.GetAsync("/auth/me");
        using var again = await browser.PostAsync("/auth/logout", null);

        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent],
            new[] { login, me, logout, after, again }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_the_sign_out()
    {
        await SetAdminPasswordAsync();
        using var browser = gateway.Plain();
        using var login = await LogInAsync(browser, "admin", Password);
        browser.DefaultRequestHeaders.Add("Cookie", login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        browser.DefaultRequestHeaders.Add(GatewayFixture.BrowserHeader, "console");
        using var before = await browser.GetAsync("/auth/me");

        using var logout = await browser.PostAsync("/auth/logout", null);

        using var after = await browser.GetAsync("/auth/me");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_look_the_same()
    {
        await SetAdminPasswordAsync();
        using var browser = gateway.Browser();

        using var wrong = await LogInAsync(browser, "admin", "not the password at all");
        using var unknown = await LogInAsync(browser, "nobody", "not the password at all");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, unknown.StatusCode));
        Assert.Equal(await WithoutTraceAsync(wrong), await WithoutTraceAsync(unknown));
    }

    [Fact]
    public async Task Guessing_is_slowed_for_one_account_and_not_for_the_next()
    {
        await SetAdminPasswordAsync();
        using var browser = gateway.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var failed = await LogInAsync(browser, "victim", "not the password at all");
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var slowed = await LogInAsync(browser, "victim", Password);
        using var other = await LogInAsync(browser, "admin", Password);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await LogInAsync(browser, "victim", Password);

        Assert.Equal((HttpStatusCode.TooManyRequests, 60), (slowed.StatusCode, slowed.Headers.RetryAfter?.Delta?.TotalSeconds));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (other.StatusCode, later.StatusCode));
    }

    [Fact]
    public async Task A_name_that_no_account_can_have_is_refused_like_a_wrong_one()
    {
        using var browser = gateway.Browser();

        using var response = await LogInAsync(browser, "\0", Password);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"admin"}""")]
    [InlineData("""{"name":null,"password":null}""")]
    public async Task Half_a_sign_in_is_refused(string body)
    {
        using var browser = gateway.Browser();
        using var content = new StringContent(body, null, "application/json");

        using var response = await browser.PostAsync("/auth/login", content);

        Assert.InRange((int)response.StatusCode, 400, 401);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_needs_the_former_one()
    {
        await SetAdminPasswordAsync();
        using var here = gateway.Browser();
        using var elsewhere = gateway.Browser();
        using var first = await LogInAsync(here, "admin", Password);
        using var second = await LogInAsync(elsewhere, "admin", Password);

        using var unproven = await here.PutAsJsonAsync("/auth/password", new { password = "another long password" });
        using var proven = await here.PutAsJsonAsync("/auth/password", new { password = "another long password", currentPassword = Password });

        using var kept = await here.GetAsync("/auth/me");
        using var ended = await elsewhere.GetAsync("/auth/me");
        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.Unauthorized],
            new[] { unproven, proven, kept, ended }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task A_short_password_is_refused()
    {
        using var browser = await gateway.AdminBrowserAsync();

        using var response = await browser.PutAsJsonAsync("/auth/password", new { password = "short" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Passwords_are_stored_as_slow_hashes_only()
    {
        await SetAdminPasswordAsync();

        await using var connection = await gateway.Database.OpenAsync(CancellationToken.None);
        var hash = Convert.FromBase64String((await connection.QuerySingleAsync<string>("select password_hash from users where name = 'admin'"))!);

        // Layout of the framework's format 1: 0x01, then function (2 is HMAC-SHA512), iterations and salt length, big-endian.
        Assert.Equal(2, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)));
        Assert.Equal(210_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
    }

    private async Task SetAdminPasswordAsync()
    {
        using var browser = await gateway.AdminBrowserAsync();
        using var response = await browser.PutAsJsonAsync("/auth/password", new { password = Password });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient browser, string name, string password) =>
        browser.PostAsJsonAsync("/auth/login", new { name, password });

    private static async Task<IEnumerable<string>> WithoutTraceAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. body.RootElement.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString())];
    }
}

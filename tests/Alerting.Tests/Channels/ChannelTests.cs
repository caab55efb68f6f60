using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Alerting.Channels;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Alerting.Tests.Channels;

/// <summary>Channels over HTTP, with the guard as it is shipped: nothing on this machine or network is allowed.</summary>
public sealed class ChannelTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    private const string Channels = "/api/v1/alerting/channels";

    private static object Draft(string name, string? secret = null) => new { name, url = "https://hooks.example.com/token", secret };

    private async Task<JsonElement> CreateAsync(object draft)
    {
        var response = await alerting.Http.PostAsJsonAsync(Channels, draft);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task A_secret_goes_in_and_never_comes_out()
    {
        const string Secret = "planted-credential-0123456789";
        var created = await CreateAsync(Draft("secretive", Secret));
        var id = created.GetProperty("id").GetGuid();

        Assert.True(created.GetProperty("hasSecret").GetBoolean());
        Assert.DoesNotContain(Secret, await alerting.Http.GetStringAsync(new Uri(Channels, UriKind.Relative)), StringComparison.Ordinal);
        // A dump of the whole schema as text.
        var tables = await alerting.QueryAsync<string>("select tablename from pg_tables where schemaname = 'alerting'");
        foreach (var table in tables)
        {
            Assert.DoesNotContain(
                Secret, await alerting.ScalarAsync<string>($"select coalesce(string_agg(t::text, ' '), '') from {table} t"), StringComparison.Ordinal);
        }

        var secrets = alerting.Services.GetRequiredService<ChannelSecrets>();
        var stored = await alerting.ScalarAsync<string>("select secret from channel where id = @id", new { id });
        Assert.Equal(Secret, secrets.Unprotect(id, stored));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => secrets.Unprotect(Guid.CreateVersion7(), stored));
    }

    [Fact]
    public async Task Another_replica_reads_what_this_one_has_protected()
    {
        var id = Guid.CreateVersion7();
        var stored = alerting.Services.GetRequiredService<ChannelSecrets>().Protect(id, "shared between replicas");

        using var replica = ActivatorUtilities.CreateInstance<ChannelSecrets>(alerting.Services);

        Assert.Equal("shared between replicas", replica.Unprotect(id, stored));
    }

    [Fact]
    public async Task An_edit_keeps_the_secret_unless_it_is_replaced_or_emptied_and_knows_its_version()
    {
        var created = await CreateAsync(Draft("edited", "planted-credential-0123456789"));
        var path = $"{Channels}/{created.GetProperty("id").GetGuid()}";
        async Task<HttpResponseMessage> PutAsync(object draft) => await alerting.Http.PutAsJsonAsync(path, draft);
        static async Task<bool> HasSecretAsync(HttpResponseMessage response) =>
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hasSecret").GetBoolean();

        Assert.True(await HasSecretAsync(await PutAsync(new { name = "edited", url = "https://hooks.example.com/other", isEnabled = false, version = 1 })));
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(new { name = "edited", url = "https://hooks.example.com/other", version = 1 })).StatusCode);
        Assert.False(await HasSecretAsync(await PutAsync(new { name = "edited", url = "https://hooks.example.com/other", secret = "", version = 2 })));
        Assert.Equal(HttpStatusCode.NoContent, (await alerting.Http.DeleteAsync(new Uri(path, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(Draft("edited"))).StatusCode);
    }

    [Fact]
    public async Task A_channel_that_was_read_can_be_sent_back()
    {
        var created = await CreateAsync(Draft("round trip"));

        var response = await alerting.Http.PutAsJsonAsync($"{Channels}/{created.GetProperty("id").GetGuid()}", created);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Everything_wrong_with_a_channel_is_said_at_once()
    {
        var response = await alerting.Http.PostAsJsonAsync(Channels, new { name = "", kind = "pigeon", url = "ftp://example.com", secret = "short", version = 0 });

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            ["kind", "name", "secret", "url", "version"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task Names_are_unique_whatever_their_case()
    {
        await CreateAsync(Draft("Unique"));

        Assert.Equal(HttpStatusCode.Conflict, (await alerting.Http.PostAsJsonAsync(Channels, Draft("unique"))).StatusCode);
    }

    [Fact]
    public async Task Only_administrators_see_channels()
    {
        using var reader = alerting.CreateClient(Access.Read, Access.Operate);

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(new Uri(Channels, UriKind.Relative))).StatusCode);
    }
}

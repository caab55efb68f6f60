using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Monitoring.Testing;

namespace Monitoring.Alerting.Tests.Notifications;

/// <summary>Alerting with receivers on this machine allowed by configuration.</summary>
public sealed class NotificationFixture : AlertingFixture
{
    protected override void Configure(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(
    [
        new("Alerting:AllowedHosts:0", "127.0.0.1"),
        new("Alerting:PublicUrl", "https://monitoring.example.com"),
    ]);

    public async Task<Guid> AddChannelAsync(string url, string? secret = null)
    {
        var response = await Http.PostAsJsonAsync("/api/v1/alerting/channels", new { name = $"channel {Guid.CreateVersion7()}", url, secret });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public Task RemoveChannelAsync(Guid id) => Http.DeleteAsync(new Uri($"/api/v1/alerting/channels/{id}", UriKind.Relative));

    /// <summary>Opens an incident for each type by a bad run, and resolves it by a good one.</summary>
    public async Task FireAndResolveAsync(IEnumerable<string> types)
    {
        foreach (var type in types)
        {
            await PublishAsync(Run(type, 0, success: 90));
            await PublishAsync(Run(type, 1));
        }
    }

    public Task QuietAsync(Guid channelId) => Eventually.TrueAsync(
        async () => await ScalarAsync<long>(
            "select count(*) from notification where channel_id = @channelId and ended_at is null", new { channelId }) == 0,
        TimeSpan.FromSeconds(30));
}

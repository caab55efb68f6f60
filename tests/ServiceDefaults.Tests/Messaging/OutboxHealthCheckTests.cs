using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.ServiceDefaults.Messaging;

namespace Monitoring.ServiceDefaults.Tests.Messaging;

public sealed class OutboxHealthCheckTests(MessagingFixture host) : IClassFixture<MessagingFixture>, IAsyncLifetime
{
    [Theory]
    [InlineData("select 1", HealthStatus.Healthy)]
    [InlineData("insert into outbox_dead (id, seq, kind, body) values (gen_random_uuid(), 1, 'k', '{}')", HealthStatus.Degraded)]
    [InlineData("insert into outbox_dead (id, seq, kind, body, died_at) values (gen_random_uuid(), 1, 'k', '{}', now() - interval '16 days')", HealthStatus.Healthy)]
    public async Task A_message_given_up_degrades_the_module_for_15_days(string sql, HealthStatus expected)
    {
        await host.ExecuteAsync(sql);

        Assert.Equal(expected, await StatusAsync());
    }

    [Fact]
    public async Task A_message_that_is_due_for_long_degrades_the_module()
    {
        // The second waits behind the first, so that the dispatcher leaves both alone.
        await host.ExecuteAsync(
            """
            insert into outbox (id, order_key, kind, body, available_at)
            values (gen_random_uuid(), 'key', 'k', '{}', now() + interval '1 hour'), (gen_random_uuid(), 'key', 'k', '{}', now() - interval '31 seconds')
            """);

        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
    }

    public Task InitializeAsync() => host.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<HealthStatus> StatusAsync() =>
        (await new OutboxHealthCheck<MessagingModule>(host.Database).CheckHealthAsync(new())).Status;
}

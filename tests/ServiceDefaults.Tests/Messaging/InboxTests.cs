using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.ServiceDefaults.Messaging;

namespace Monitoring.ServiceDefaults.Tests.Messaging;

public sealed class InboxTests(MessagingFixture host) : IClassFixture<MessagingFixture>, IAsyncLifetime
{
    [Fact]
    [Trait("Promise", "T-IN-1")]
    public async Task A_message_delivered_five_times_at_once_has_one_effect()
    {
        for (var round = 0; round < 20; round++)
        {
            var (message, id) = (MessagingFixture.Message(number: round), Guid.CreateVersion7());

            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.PublishAsync(message, id)));

            Assert.Equal([FirstConsumer.Name, SecondConsumer.Name], await EffectsAsync(message));
        }
    }

    [Fact]
    [Trait("Promise", "T-IN-1")]
    public async Task A_duplicate_takes_over_when_the_delivery_it_waited_for_rolls_back()
    {
        var (message, id) = (MessagingFixture.Message(), Guid.CreateVersion7());
        var isFirst = 1;
        host.Mishaps.Next = async (consumer, _) =>
        {
            if (consumer == FirstConsumer.Name && Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                // Long enough for the duplicate to arrive at the same inbox row.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
                throw new InvalidOperationException("A mishap.");
            }
        };

        var deliveries = new[] { host.PublishAsync(message, id), host.PublishAsync(message, id) };
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(deliveries));

        _ = Assert.Single(deliveries, delivery => delivery.IsFaulted);
        Assert.Equal([FirstConsumer.Name, SecondConsumer.Name], await EffectsAsync(message));
    }

    [Fact]
    [Trait("Promise", "T-IN-2")]
    public async Task A_handler_that_throws_three_times_leaves_one_effect_and_one_set_of_messages()
    {
        var (message, id) = (MessagingFixture.Message(), Guid.CreateVersion7());
        var failures = 3;
        host.Mishaps.Next = (consumer, _) => consumer == FirstConsumer.Name && Interlocked.Decrement(ref failures) >= 0
            ? throw new InvalidOperationException("A mishap.")
            : Task.CompletedTask;
        await host.ExecuteAsync(
            """
            create or replace function note_message() returns trigger language plpgsql as
              $$ begin insert into sent values (new.kind); return new; end $$;
            create table if not exists sent (kind text);
            truncate sent;
            create or replace trigger note_message after insert on outbox for each row execute function note_message()
            """);

        for (var delivery = 0; delivery < 3; delivery++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => host.PublishAsync(message, id));
        }

        await host.PublishAsync(message, id);

        Assert.Equal([FirstConsumer.Name, SecondConsumer.Name], await EffectsAsync(message));
        var heartbeat = MessageKinds.Of(typeof(RecordGenerationHeartbeat));
        Assert.Equal([heartbeat, heartbeat], await host.QueryAsync<string>("select kind from sent"));
    }

    [Fact]
    public async Task Handled_ids_and_buried_messages_are_forgotten_when_their_time_is_over()
    {
        await host.ExecuteAsync(
            """
            insert into inbox (consumer, message_id, at) values ('c', gen_random_uuid(), now() - interval '8 days'), ('c', gen_random_uuid(), now());
            insert into outbox_dead (id, seq, kind, body, died_at)
            values (gen_random_uuid(), 1, 'k', '{}', now() - interval '16 days'), (gen_random_uuid(), 2, 'k', '{}', now())
            """);

        Assert.Equal(2, await MessagingCleanUp<MessagingModule>.RunAsync(host.Database, CancellationToken.None));

        Assert.Equal((1L, 1L), await host.ScalarAsync<(long, long)>("select (select count(*) from inbox), (select count(*) from outbox_dead)"));
    }

    public Task InitializeAsync() => host.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<IReadOnlyList<string>> EffectsAsync(GenerationRunStarted message) =>
        host.QueryAsync<string>("select consumer from effect where run = @RunId order by consumer", new { message.RunId });
}

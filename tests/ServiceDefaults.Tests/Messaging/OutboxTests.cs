using Dapper;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.Testing;

namespace Monitoring.ServiceDefaults.Tests.Messaging;

public sealed class OutboxTests(MessagingFixture host) : IClassFixture<MessagingFixture>, IAsyncLifetime
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Promise", "T-OB-1")]
    public async Task Effects_are_exactly_the_committed_messages_however_often_consumers_fail(int seed)
    {
        var random = new Random(seed);
        host.Mishaps.Next = (_, _) =>
        {
            lock (random)
            {
                return random.Next(3) == 0 ? throw new InvalidOperationException("A mishap.") : Task.CompletedTask;
            }
        };
        var committed = new List<Guid>();
        for (var i = 0; i < 150; i++)
        {
            await using var work = await host.Database.BeginAsync(CancellationToken.None);
            var message = MessagingFixture.Message();
            await work.PublishAsync(message, orderKey: null, CancellationToken.None);
            if (i % 4 != 0)
            {
                await work.CommitAsync(CancellationToken.None);
                committed.Add(message.RunId);
            }
        }

        await host.DrainAsync();

        foreach (var consumer in new[] { FirstConsumer.Name, SecondConsumer.Name })
        {
            var effects = await host.QueryAsync<Guid>("select run from effect where consumer = @consumer", new { consumer });
            Assert.Equal(committed.Order(), effects.Order());
        }
    }

    [Fact]
    [Trait("Promise", "T-OB-2")]
    public async Task Three_dispatchers_keep_the_order_of_every_key()
    {
        const int keys = 40, perKey = 25;
        var failures = 0;
        host.Mishaps.Next = (_, run) =>
            run.ToByteArray()[15] % 16 == 0 && Interlocked.Increment(ref failures) % 2 == 1 ? throw new InvalidOperationException("A mishap.") : Task.CompletedTask;
        using var stop = new CancellationTokenSource();
        var dispatchers = new[] { host.DispatchAsync(stop.Token), host.DispatchAsync(stop.Token) };

        await Parallel.ForEachAsync(Enumerable.Range(0, keys), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, _) =>
        {
            for (var number = 1; number <= perKey; number++)
            {
                await host.PublishAsync(MessagingFixture.Message($"key-{key}", number), orderKey: $"key-{key}");
            }
        });
        await host.DrainAsync();
        await stop.CancelAsync();
        await Task.WhenAll(dispatchers);

        var sequences = (await host.QueryAsync<(string Consumer, string Key, int Number)>("select consumer, key, number from effect order by at"))
            .GroupBy(row => (row.Consumer, row.Key)).ToList();
        Assert.Equal(2 * keys, sequences.Count);
        Assert.All(sequences, sequence => Assert.Equal(Enumerable.Range(1, perKey), sequence.Select(row => row.Number)));
        Assert.True(failures > 0);
    }

    [Fact]
    [Trait("Promise", "T-OB-3")]
    public async Task A_transaction_that_commits_late_is_not_skipped()
    {
        using var stop = new CancellationTokenSource();
        var dispatcher = host.DispatchAsync(stop.Token);
        var random = new Random(7);
        var delays = Enumerable.Range(0, 32).Select(_ => Enumerable.Range(0, 8).Select(_ => TimeSpan.FromMilliseconds(random.Next(100))).ToList());

        var sent = await Task.WhenAll(delays.Select(async own =>
        {
            var runs = new List<Guid>();
            foreach (var delay in own)
            {
                await using var work = await host.Database.BeginAsync(CancellationToken.None);
                var message = MessagingFixture.Message();
                await work.PublishAsync(message, orderKey: null, CancellationToken.None);
                await Task.Delay(delay, TimeProvider.System, CancellationToken.None);
                await work.CommitAsync(CancellationToken.None);
                runs.Add(message.RunId);
            }

            return runs;
        }));
        await host.DrainAsync();
        await stop.CancelAsync();
        await dispatcher;

        Assert.Equal(
            sent.SelectMany(runs => runs).Order(),
            (await host.QueryAsync<Guid>("select run from effect where consumer = @Name", new { FirstConsumer.Name })).Order());
    }

    [Fact]
    public async Task A_message_leaves_within_the_poll_interval_even_when_its_hint_was_lost()
    {
        var message = MessagingFixture.Message();
        await using (var work = await host.Database.BeginAsync(CancellationToken.None))
        {
            await work.PublishAsync(message, orderKey: null, CancellationToken.None);
            await work.Transaction.CommitAsync();
        }

        await Eventually.TrueAsync(async () => (await EffectsAsync(message.RunId)).Count == 2, _deadline);
    }

    [Fact]
    public async Task A_failed_attempt_is_kept_with_its_error_and_waits()
    {
        host.Mishaps.Next = static (_, _) => throw new InvalidOperationException("A mishap.");

        await host.PublishAsync(MessagingFixture.Message());

        await Eventually.TrueAsync(async () => await host.ScalarAsync<int>("select attempts from outbox") == 1, _deadline);
        var (error, waitSeconds) = await host.ScalarAsync<(string, double)>("select last_error, extract(epoch from available_at - now())::float8 from outbox");
        Assert.Contains("A mishap.", error, StringComparison.Ordinal);
        Assert.InRange(waitSeconds, -0.5, 1.2);
    }

    [Fact]
    public async Task After_its_twentieth_attempt_a_message_is_buried_and_its_followers_leave()
    {
        var doomed = MessagingFixture.Message("key", 1);
        var follower = MessagingFixture.Message("key", 2);
        host.Mishaps.Next = (_, run) => run == doomed.RunId ? throw new InvalidOperationException("Always.") : Task.CompletedTask;
        await using (var work = await host.Database.BeginAsync(CancellationToken.None))
        {
            await work.PublishAsync(doomed, "key", CancellationToken.None);
            await work.PublishAsync(follower, "key", CancellationToken.None);
            await work.Connection.ExecuteAsync("update outbox set attempts = 18 where seq = (select min(seq) from outbox)");
            await work.CommitAsync(CancellationToken.None);
        }

        await host.DrainAsync();

        var (kind, attempts, error) = await host.ScalarAsync<(string, int, string)>("select kind, attempts, last_error from outbox_dead");
        Assert.Equal((MessageKinds.Of(typeof(GenerationRunStarted)), OutboxPass.MaxAttempts), (kind, attempts));
        Assert.Contains("Always.", error, StringComparison.Ordinal);
        Assert.Empty(await EffectsAsync(doomed.RunId));
        Assert.Equal(2, (await EffectsAsync(follower.RunId)).Count);
    }

    [Fact]
    public async Task A_kind_of_another_release_stays_until_a_release_knows_it()
    {
        await host.ExecuteAsync("insert into outbox (id, kind, body) values (gen_random_uuid(), 'sample.unheard-of.v9', '{}')");
        host.Database.OutboxWritten.Set();

        await Eventually.TrueAsync(async () => await host.ScalarAsync<int>("select attempts from outbox") > 0, _deadline);

        Assert.Contains("sample.unheard-of.v9", await host.ScalarAsync<string>("select last_error from outbox"), StringComparison.Ordinal);
    }

    public Task InitializeAsync() => host.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<IReadOnlyList<string>> EffectsAsync(Guid run) =>
        host.QueryAsync<string>("select consumer from effect where run = @run", new { run });
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Ingest;
using Monitoring.Testing;
using Npgsql;

namespace Monitoring.ServiceDefaults.Tests.Ingest;

public sealed class GroupCommitChannelTests : IAsyncLifetime
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTimeProvider _clock = new();
    private readonly StoreStub _store = new();
    private GroupCommitChannel<int>? _channel;

    [Fact]
    public async Task A_caller_hears_of_success_only_after_the_commit()
    {
        var channel = await StartAsync();
        _store.Hold();

        var stored = channel.EnqueueAsync(1, 10, 1, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        Assert.False(stored.IsCompleted);
        _store.Resume();

        await stored;
        Assert.Equal([1], _store.Stored);
    }

    [Fact]
    public async Task What_arrives_during_a_commit_is_the_next_group()
    {
        var channel = await StartAsync();
        _store.Hold();
        var first = channel.EnqueueAsync(0, 10, 500, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);

        var rest = Enumerable.Range(1, 5).Select(item => channel.EnqueueAsync(item, 10, 500, CancellationToken.None)).ToList();
        _store.Resume();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal([[0], [1, 2, 3, 4, 5]], _store.Attempts);
    }

    [Fact]
    public async Task A_group_holds_no_more_rows_and_bytes_than_allowed_and_a_larger_item_goes_alone()
    {
        var channel = await StartAsync(options => (options.MaxGroupRows, options.MaxGroupBytes) = (10, 1024));
        _store.Hold();
        var all = new List<Task> { channel.EnqueueAsync(0, 1, 1, CancellationToken.None) };
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);

        foreach (var (item, bytes, rows) in new[] { (1, 1, 6), (2, 1, 4), (3, 1, 5), (4, 600, 1), (5, 600, 1), (6, 5000, 50), (7, 1, 1) })
        {
            all.Add(channel.EnqueueAsync(item, bytes, rows, CancellationToken.None));
        }

        _store.Resume();
        await PassLingerUntilAsync(Task.WhenAll(all));

        Assert.Equal([[0], [1, 2], [3, 4], [5], [6], [7]], _store.Attempts);
    }

    [Fact]
    public async Task After_a_small_group_a_writer_waits_a_moment_for_company()
    {
        var channel = await StartAsync();
        await channel.EnqueueAsync(1, 10, 1, CancellationToken.None);

        var second = channel.EnqueueAsync(2, 10, 1, CancellationToken.None);
        var third = channel.EnqueueAsync(3, 10, 1, CancellationToken.None);
        await PassLingerUntilAsync(Task.WhenAll(second, third));

        Assert.Equal([[1], [2, 3]], _store.Attempts);
    }

    [Fact]
    [Trait("Promise", "T-LI-1")]
    public async Task A_bad_item_fails_its_own_caller_only()
    {
        var channel = await StartAsync();
        _store.Hold();
        var first = channel.EnqueueAsync(0, 10, 500, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        _store.Refuse(item => item == 2 ? new PostgresException("no", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation) : null);

        var (good, bad, alsoGood) = (Enqueue(channel, 1), Enqueue(channel, 2), Enqueue(channel, 3));
        _store.Resume();

        await Task.WhenAll(first, good, alsoGood);
        Assert.Equal(PostgresErrorCodes.CheckViolation, (await Assert.ThrowsAsync<PostgresException>(() => bad)).SqlState);
        Assert.Equal([0, 1, 3], _store.Stored.Order());
    }

    [Fact]
    public async Task An_unreachable_database_is_told_to_the_whole_group_without_trying_each_item()
    {
        var channel = await StartAsync();
        _store.Hold();
        var first = channel.EnqueueAsync(0, 10, 500, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        _store.Refuse(item => item == 0 ? null : new NpgsqlException("down", new IOException()));

        var lost = Enumerable.Range(1, 3).Select(item => Enqueue(channel, item)).ToList();
        _store.Resume();

        await first;
        foreach (var task in lost)
        {
            await Assert.ThrowsAsync<NpgsqlException>(() => task);
        }

        Assert.Equal([[0], [1, 2, 3]], _store.Attempts);
    }

    [Fact]
    public async Task A_database_that_goes_away_while_items_are_tried_alone_fails_the_rest_at_once()
    {
        var channel = await StartAsync();
        _store.Hold();
        var first = channel.EnqueueAsync(0, 10, 500, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        _store.Refuse(item => item switch
        {
            1 => new PostgresException("no", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation),
            2 => new TimeoutException(),
            _ => null,
        });

        var (bad, late, last) = (Enqueue(channel, 1), Enqueue(channel, 2), Enqueue(channel, 3));
        _store.Resume();

        await first;
        await Assert.ThrowsAsync<PostgresException>(() => bad);
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        await Assert.ThrowsAsync<TimeoutException>(() => last);
        Assert.Equal([[0], [1, 2, 3], [1], [2]], _store.Attempts);
    }

    [Fact]
    public async Task A_writer_survives_whatever_a_commit_throws()
    {
        var channel = await StartAsync();
        _store.Refuse(_ => new InvalidOperationException("a bug"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Enqueue(channel, 1));
        _store.Refuse(_ => null);

        await PassLingerUntilAsync(Enqueue(channel, 2));

        Assert.Equal([2], _store.Stored);
    }

    [Fact]
    [Trait("Promise", "T-LI-4")]
    public async Task What_exceeds_the_bound_is_refused_at_once_and_room_comes_back_with_the_commit()
    {
        using var rejected = new Tally(_services, "monitoring.ingest.rejected");
        using var pendingBytes = new Tally(_services, "monitoring.ingest.pending");
        var channel = await StartAsync(options => options.MaxPendingBytes = 100);
        _store.Hold();
        var first = channel.EnqueueAsync(1, 60, 500, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        var second = channel.EnqueueAsync(2, 40, 500, CancellationToken.None);

        await Assert.ThrowsAsync<IngestOverloadedException>(() => channel.EnqueueAsync(3, 1, 1, CancellationToken.None));
        Assert.Equal((1, 100), (rejected.Sum, pendingBytes.Sum));
        _store.Resume();
        await Task.WhenAll(first, second);
        await channel.EnqueueAsync(4, 100, 500, CancellationToken.None);

        Assert.Equal([1, 2, 4], _store.Stored);
        Assert.Equal(0, pendingBytes.Sum);
    }

    [Fact]
    public async Task An_item_whose_commit_does_not_begin_in_time_is_refused_and_never_stored()
    {
        var channel = await StartAsync();
        _store.Hold();
        var taken = channel.EnqueueAsync(1, 10, 500, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        var waiting = channel.EnqueueAsync(2, 10, 500, CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<IngestOverloadedException>(() => waiting);
        Assert.False(taken.IsCompleted);
        _store.Resume();
        await taken;
        Assert.Equal([1], _store.Stored);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_stored_once_or_not_at_all()
    {
        var channel = await StartAsync();
        _store.Hold();
        using var giveUp = new CancellationTokenSource();
        var taken = channel.EnqueueAsync(1, 10, 500, giveUp.Token);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        var waiting = channel.EnqueueAsync(2, 10, 500, giveUp.Token);
        var neighbour = channel.EnqueueAsync(3, 10, 500, CancellationToken.None);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _store.Resume();
        await neighbour;

        Assert.Equal([1, 3], _store.Stored);
    }

    [Fact]
    public async Task A_stop_stores_what_waits_and_refuses_what_comes()
    {
        var channel = await StartAsync();
        _store.Hold();
        var first = channel.EnqueueAsync(1, 10, 1, CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Attempts.Count == 1, _deadline);
        var second = channel.EnqueueAsync(2, 10, 1, CancellationToken.None);

        var stopping = channel.StopAsync(CancellationToken.None);
        await Assert.ThrowsAsync<IngestOverloadedException>(() => Enqueue(channel, 3));
        _store.Resume();
        await stopping;

        await Task.WhenAll(first, second);
        Assert.Equal([1, 2], _store.Stored);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Promise", "T-LI-1")]
    public async Task Under_random_refusals_and_impatience_what_was_acknowledged_is_stored_and_nothing_twice(int seed)
    {
        var random = new Random(seed);
        var impatient = Enumerable.Range(0, 2000).Select(_ => random.Next(10) == 0).ToList();
        _store.Refuse(item => item % 97 == 0 ? new InvalidOperationException() : null);
        _store.CommitTime = TimeSpan.FromMilliseconds(1);
        var channel = await StartAsync(options => (options.Writers, options.MaxGroupRows, options.Linger) = (2, 50, TimeSpan.Zero));
        var outcomes = new ConcurrentDictionary<int, string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, impatient.Count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (item, _) =>
        {
            using var patience = new CancellationTokenSource();
            var stored = channel.EnqueueAsync(item, 100, 1, patience.Token);
            if (impatient[item])
            {
                await patience.CancelAsync();
            }

            await ((Task)stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            outcomes[item] = stored.IsCompletedSuccessfully ? "ok" : stored.IsCanceled ? "unknown" : "failed";
        });
        await channel.StopAsync(CancellationToken.None);

        Assert.Equal(_store.Stored.Count, _store.Stored.Distinct().Count());
        Assert.Empty(outcomes.Where(outcome => outcome.Value == "ok").Select(outcome => outcome.Key).Except(_store.Stored));
        Assert.Empty(outcomes.Where(outcome => outcome.Value == "failed").Select(outcome => outcome.Key).Intersect(_store.Stored));
        Assert.All(outcomes.Where(outcome => outcome.Value == "failed"), outcome => Assert.Equal(0, outcome.Key % 97));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.StopAsync(CancellationToken.None);
            _channel.Dispose();
        }

        await _services.DisposeAsync();
    }

    // One writer, so that groups are predictable; tests that want more say so.
    private async Task<GroupCommitChannel<int>> StartAsync(Action<GroupCommitOptions>? change = null)
    {
        var options = new GroupCommitOptions { Writers = 1 };
        change?.Invoke(options);
        _channel = new("test", _store.CommitAsync, options, new IngestMetrics(_services.GetRequiredService<IMeterFactory>()), _clock);
        await _channel.StartAsync(CancellationToken.None);
        return _channel;
    }

    private static Task Enqueue(GroupCommitChannel<int> channel, int item) => channel.EnqueueAsync(item, 10, 500, CancellationToken.None);

    private Task PassLingerUntilAsync(Task done) => Eventually.TrueAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            return done.IsCompleted;
        },
        _deadline);

    /// <summary>Takes groups whole or not at all, as a transaction does.</summary>
    private sealed class StoreStub
    {
        private readonly Lock _lock = new();
        private Func<int, Exception?> _refuse = static _ => null;
        private TaskCompletionSource _mayCommit = Completed();

        public List<int[]> Attempts { get; } = [];

        public List<int> Stored { get; } = [];

        public TimeSpan CommitTime { get; set; }

        public void Hold() => _mayCommit = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Resume() => _mayCommit.SetResult();

        public void Refuse(Func<int, Exception?> refuse) => _refuse = refuse;

        public async Task CommitAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Attempts.Add([.. items]);
            }

            await _mayCommit.Task;
            if (CommitTime > TimeSpan.Zero)
            {
                await Task.Delay(CommitTime, TimeProvider.System, cancellationToken);
            }

            if (items.Select(_refuse).FirstOrDefault(exception => exception is not null) is { } refusal)
            {
                throw refusal;
            }

            lock (_lock)
            {
                Stored.AddRange(items);
            }
        }

        private static TaskCompletionSource Completed()
        {
            var completed = new TaskCompletionSource();
            completed.SetResult();
            return completed;
        }
    }
}

using Monitoring.ServiceDefaults.Live;

namespace Monitoring.ServiceDefaults.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly LiveFeed<int> _feed = new();

    [Fact]
    public async Task A_watcher_gets_what_its_filter_takes_in_order()
    {
        using var even = _feed.Subscribe(item => item % 2 == 0);
        _feed.Publish([1, 2, 3, 4]);
        _feed.Publish([5, 6]);

        Assert.Equivalent((new[] { 2, 4 }, 0L), await even.ReadAsync(limit: 2, CancellationToken.None));
        Assert.Equivalent((new[] { 6 }, 0L), await even.ReadAsync(limit: 2, CancellationToken.None));
    }

    [Fact]
    public async Task A_full_watcher_loses_the_oldest_and_is_told_how_many()
    {
        using var slow = _feed.Subscribe(capacity: 3);
        _feed.Publish([.. Enumerable.Range(1, 10)]);

        var (items, missed) = await slow.ReadAsync(limit: 10, CancellationToken.None);

        Assert.Equal([8, 9, 10], items);
        Assert.Equal(7, missed);
    }

    [Fact]
    [Trait("Promise", "T-LI-5")]
    public async Task For_a_slow_watcher_received_and_missed_add_up_to_what_was_published()
    {
        const int published = 20_000;
        using var slow = _feed.Subscribe(capacity: 50);
        var publishing = Task.Run(async () =>
        {
            for (var item = 1; item <= published; item++)
            {
                _feed.Publish([item]);
                if (item % 100 == 0)
                {
                    await Task.Yield();
                }
            }
        });

        long received = 0, missedInAll = 0, last = 0;
        while (last < published)
        {
            var (items, missed) = await slow.ReadAsync(limit: 7, CancellationToken.None);
            // The gap lies exactly before the first item handed out.
            Assert.Equal(last + missed + 1, items[0]);
            Assert.Equal(Enumerable.Range(items[0], items.Count), items);
            (received, missedInAll, last) = (received + items.Count, missedInAll + missed, items[^1]);
        }

        await publishing;
        Assert.Equal(published, received + missedInAll);
    }

    [Fact]
    public async Task A_watcher_keeps_a_mebibyte_and_at_least_the_newest()
    {
        const int KiB = 1024;
        var feed = new LiveFeed<int>(size => size);
        using var slow = feed.Subscribe();

        feed.Publish([.. Enumerable.Repeat(300 * KiB, 5)]);
        var (some, missedOfSome) = await slow.ReadAsync(limit: 10, CancellationToken.None);
        feed.Publish([300 * KiB, 300 * KiB, 2000 * KiB]);
        var (large, missedOfLarge) = await slow.ReadAsync(limit: 10, CancellationToken.None);

        Assert.Equal((3, 2), (some.Count, missedOfSome));
        Assert.Equal((2000 * KiB, 2), (Assert.Single(large), missedOfLarge));
    }

    [Fact]
    public async Task What_was_never_offered_is_missed_by_everybody()
    {
        using var watcher = _feed.Subscribe();

        _feed.Miss(3);
        _feed.Publish([1]);

        Assert.Equivalent((new[] { 1 }, 3L), await watcher.ReadAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Watchers_do_not_disturb_each_other_and_leave_without_a_trace()
    {
        using var reader = _feed.Subscribe();
        var gone = _feed.Subscribe();
        Assert.Equal(2, _feed.SubscriberCount);

        gone.Dispose();
        _feed.Publish([1]);

        Assert.Equal(1, _feed.SubscriberCount);
        Assert.Equal([1], (await reader.ReadAsync(10, CancellationToken.None)).Items);
        using var cancellation = new CancellationTokenSource();
        var waiting = reader.ReadAsync(10, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}

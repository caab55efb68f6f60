using Monitoring.Testing;

namespace Monitoring.ServiceDefaults.Tests;

public sealed class WakeSignalTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Hints_given_before_anybody_waits_count_as_one()
    {
        var signal = new WakeSignal(_clock);
        signal.Set();
        signal.Set();

        await signal.WaitAsync(CancellationToken.None);

        Assert.False(signal.WaitAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_wait_ends_by_itself_after_the_interval_and_leaves_later_hints_to_later_waits()
    {
        var signal = new WakeSignal(_clock);
        var waiting = signal.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        signal.Set();

        Assert.True(signal.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_hint_ends_a_wait_at_once()
    {
        var signal = new WakeSignal(_clock);
        var waiting = signal.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None);

        signal.Set();

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_cancelled_wait_throws()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = new WakeSignal(_clock).WaitAsync(TimeSpan.FromSeconds(1), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}

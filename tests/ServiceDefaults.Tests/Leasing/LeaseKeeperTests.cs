using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.ServiceDefaults.Leasing;
using Monitoring.Testing;

namespace Monitoring.ServiceDefaults.Tests.Leasing;

/// <summary>Blocks the thread pool of the test process, so it runs alone.</summary>
[CollectionDefinition(nameof(LeaseKeeperTests), DisableParallelization = true)]
[Collection(nameof(LeaseKeeperTests))]
public sealed class LeaseKeeperTests(JobTable jobs) : IClassFixture<JobTable>
{
    private static readonly TimeSpan _leaseTime = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task A_starved_thread_pool_does_not_cost_a_lease()
    {
        var id = await jobs.AddAsync();
        var queue = jobs.QueueOf(jobs.Database, _leaseTime);
        var claimedAt = TimeProvider.System.GetTimestamp();
        var lease = Assert.Single(await queue.ClaimAsync(1, CancellationToken.None));
        using var keeper = new LeaseKeeper(queue, TimeProvider.System, NullLogger.Instance);
        using var held = keeper.Hold(lease, claimedAt);

        await StarvePoolAsync(_leaseTime * 3);

        Assert.False(held.Lost.IsCancellationRequested);
        Assert.Equal(0, await queue.SweepAsync(CancellationToken.None));
        Assert.Equal(("running", 1), await jobs.StateAsync(id));
    }

    [Fact]
    public async Task Work_is_stopped_before_its_lease_can_have_expired_when_the_database_does_not_answer()
    {
        await using var unreachable = SampleDatabase.Connect("Host=127.0.0.1;Port=9;Username=nobody");
        using var keeper = new LeaseKeeper(jobs.QueueOf(unreachable, _leaseTime), TimeProvider.System, NullLogger.Instance);
        var claimedAt = TimeProvider.System.GetTimestamp();

        using var held = keeper.Hold(new Lease(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, DateTimeOffset.MaxValue), claimedAt);
        await Eventually.TrueAsync(() => held.Lost.IsCancellationRequested, TimeSpan.FromSeconds(5));

        Assert.InRange(TimeProvider.System.GetElapsedTime(claimedAt), _leaseTime / 2, _leaseTime);
    }

    private static async Task StarvePoolAsync(TimeSpan duration)
    {
        using var release = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 200).Select(_ => Task.Run(() => release.Wait(duration))).ToList();
        var releasing = new Thread(() =>
        {
            release.Wait(duration);
            release.Set();
        });
        releasing.Start();
        await Task.WhenAll(blocked);
        releasing.Join();
    }
}

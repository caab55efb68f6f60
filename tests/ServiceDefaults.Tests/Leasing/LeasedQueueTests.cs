using System.Collections.Concurrent;
using Monitoring.ServiceDefaults.Leasing;

namespace Monitoring.ServiceDefaults.Tests.Leasing;

[Trait("Promise", "T-Q-1")]
public sealed class LeasedQueueTests(JobTable jobs) : IClassFixture<JobTable>, IAsyncLifetime
{
    [Fact]
    public async Task Rows_are_claimed_oldest_first_and_never_before_they_are_due()
    {
        var late = await jobs.AddAsync(runAt: "now() - interval '1 s'");
        var early = await jobs.AddAsync(runAt: "now() - interval '2 s'");
        await jobs.AddAsync(runAt: "now() + interval '1 min'");

        var leases = await jobs.Queue.ClaimAsync(10, CancellationToken.None);

        Assert.Equal([early, late], leases.Select(lease => lease.Id));
        Assert.All(leases, lease => Assert.Equal(1, lease.Attempt));
        Assert.Empty(await jobs.Queue.ClaimAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Workers_that_claim_at_the_same_time_never_hold_the_same_row()
    {
        const int rows = 2000;
        await jobs.AddManyAsync(rows);
        var claimed = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (await jobs.Queue.ClaimAsync(7, CancellationToken.None) is { Count: > 0 } leases)
            {
                leases.Select(lease => lease.Id).ToList().ForEach(claimed.Add);
            }
        }));

        Assert.Equal(rows, claimed.Count);
        Assert.Equal(rows, claimed.Distinct().Count());
    }

    [Fact]
    [Trait("Promise", "T-CG-2")]
    public async Task What_a_paused_worker_finishes_after_its_successor_took_over_is_refused()
    {
        using var rescued = new Tally(jobs.Services, "monitoring.lease.rescued");
        using var fenced = new Tally(jobs.Services, "monitoring.lease.fenced");
        var id = await jobs.AddAsync();
        var paused = Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None));
        await jobs.ExpireLeasesAsync();
        Assert.Equal(1, await jobs.Queue.SweepAsync(CancellationToken.None));
        await jobs.MakeDueAsync();
        var successor = Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None));

        Assert.False(await jobs.FinishAsync(paused, "done"));
        Assert.False(await jobs.RetryAsync(paused));
        await jobs.Queue.ReleaseAsync(paused, CancellationToken.None);
        Assert.True(await jobs.FinishAsync(successor, "done"));

        Assert.Equal(("done", 2), await jobs.StateAsync(id));
        Assert.Equal((1, 2), (rescued.Sum, fenced.Sum));
        Assert.False(await jobs.FinishAsync(successor, "done"));
    }

    [Fact]
    public async Task The_result_and_the_end_of_the_lease_are_one_transaction()
    {
        var id = await jobs.AddAsync();
        var lease = Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None));

        await using (var work = await jobs.Database.BeginAsync(CancellationToken.None))
        {
            Assert.True(await jobs.Queue.FinishAsync(work, lease, "done", CancellationToken.None));
        }

        Assert.Equal(("running", 1), await jobs.StateAsync(id));
        Assert.True(await jobs.FinishAsync(lease, "done"));
    }

    [Fact]
    public async Task A_silent_workers_row_is_tried_again_after_a_pause_that_doubles()
    {
        var id = await jobs.AddAsync(maxAttempts: 400);
        foreach (var (attempt, pauseSeconds) in new[] { (1, 2), (2, 4), (3, 8), (12, 300), (380, 300) })
        {
            await jobs.SetAttemptAsync(id, attempt - 1);
            await jobs.MakeDueAsync();
            Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None));
            await jobs.ExpireLeasesAsync();

            await jobs.Queue.SweepAsync(CancellationToken.None);

            Assert.Equal(("pending", attempt), await jobs.StateAsync(id));
            Assert.InRange(await jobs.SecondsUntilDueAsync(id), pauseSeconds - 1, pauseSeconds);
            Assert.Equal(TimeSpan.FromSeconds(pauseSeconds), LeasedQueue.BackOff(attempt));
        }
    }

    [Fact]
    public async Task A_row_whose_attempts_are_used_up_is_dead_and_keeps_its_last_error()
    {
        var failed = await jobs.AddAsync(maxAttempts: 2);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var lease = Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None));
            Assert.True(await jobs.RetryAsync(lease));
        }

        var abandoned = await jobs.AddAsync(maxAttempts: 1);
        Assert.Single(await jobs.Queue.ClaimAsync(10, CancellationToken.None));
        await jobs.ExpireLeasesAsync();
        await jobs.Queue.SweepAsync(CancellationToken.None);

        Assert.Equal(new JobRow("dead", 2, "no luck"), await jobs.ReadAsync(failed));
        Assert.Equal(("dead", 1), await jobs.StateAsync(abandoned));
        Assert.Empty(await jobs.Queue.ClaimAsync(10, CancellationToken.None));
    }

    [Fact]
    [Trait("Promise", "T-CG-4")]
    public async Task A_released_row_is_due_at_once_and_its_attempt_does_not_count()
    {
        var id = await jobs.AddAsync();
        var first = Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None));

        await jobs.Queue.ReleaseAsync(first, CancellationToken.None);

        Assert.Equal(("pending", 0), await jobs.StateAsync(id));
        Assert.Equal(1, Assert.Single(await jobs.Queue.ClaimAsync(1, CancellationToken.None)).Attempt);
    }

    [Fact]
    public async Task A_heartbeat_extends_what_is_held_names_what_is_lost_and_waits_for_nobody()
    {
        await jobs.AddManyAsync(3);
        var leases = await jobs.Queue.ClaimAsync(3, CancellationToken.None);
        await jobs.FinishAsync(leases[0], "done");
        await using var finishing = await jobs.Database.BeginAsync(CancellationToken.None);
        await jobs.Queue.FinishAsync(finishing, leases[1], "done", CancellationToken.None);
        await jobs.ShortenFreeLeasesAsync();

        var answer = jobs.Queue.Heartbeat([.. leases]);

        Assert.Equal(new Dictionary<Guid, bool> { [leases[1].Token] = false, [leases[2].Token] = true }, answer);
        Assert.InRange(await jobs.SecondsUntilLeaseEndsAsync(leases[2].Id), 25, 30);
    }

    public Task InitializeAsync() => jobs.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}

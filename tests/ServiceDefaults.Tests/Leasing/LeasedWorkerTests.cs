using Monitoring.ServiceDefaults.Leasing;
using Monitoring.Testing;

namespace Monitoring.ServiceDefaults.Tests.Leasing;

public sealed class LeasedWorkerTests(JobTable jobs) : IClassFixture<JobTable>, IAsyncLifetime
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(20);

    [Fact]
    [Trait("Promise", "T-Q-1")]
    public async Task Several_workers_do_every_row_exactly_once_and_no_more_at_a_time_than_allowed()
    {
        const int rows = 1000;
        await jobs.AddManyAsync(rows);
        int atOnce = 0, most = 0;
        var workers = Enumerable.Range(0, 3).Select(_ => new RecordingWorker(jobs.Queue, 4, TimeProvider.System, async (lease, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref atOnce));
            await jobs.FinishAsync(lease, "done");
            Interlocked.Decrement(ref atOnce);
        })).ToList();

        await Task.WhenAll(workers.Select(worker => worker.StartAsync(CancellationToken.None)));
        await Eventually.TrueAsync(async () => await jobs.CountAsync("done") == rows, _deadline);
        await Task.WhenAll(workers.Select(worker => worker.StopAsync(CancellationToken.None)));

        Assert.Equal(rows, workers.SelectMany(worker => worker.Handled).Select(lease => lease.Id).Distinct().Count());
        Assert.Equal(rows, workers.Sum(worker => worker.Handled.Count));
        Assert.InRange(most, 1, 12);
    }

    [Fact]
    public async Task A_hint_starts_work_at_once_and_what_fails_is_kept_with_its_error_and_tried_again()
    {
        using var worker = new RecordingWorker(
            jobs.Queue, 1, new ManualTimeProvider(), (_, _) => throw new InvalidOperationException("The printer is on fire."));
        await worker.StartAsync(CancellationToken.None);
        var id = await jobs.AddAsync(maxAttempts: 2);

        // The clock stands still: only the hints can have woken the worker.
        jobs.Queue.Work.Set();
        await Eventually.TrueAsync(async () => await jobs.StateAsync(id) == ("pending", 1), _deadline);
        Assert.InRange(await jobs.SecondsUntilDueAsync(id), 1, 2);
        await jobs.MakeDueAsync();
        jobs.Queue.Work.Set();

        await Eventually.TrueAsync(async () => await jobs.ReadAsync(id) == new JobRow("dead", 2, "The printer is on fire."), _deadline);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    [Trait("Promise", "T-CG-3")]
    public async Task Work_longer_than_its_lease_keeps_it_and_a_dead_workers_row_is_taken_over()
    {
        var queue = jobs.QueueOf(jobs.Database, TimeSpan.FromSeconds(1.5));
        var abandoned = await jobs.AddAsync();
        Assert.Single(await queue.ClaimAsync(1, CancellationToken.None));
        var lengthy = await jobs.AddAsync();
        using var worker = new RecordingWorker(queue, 2, TimeProvider.System, async (lease, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(lease.Id == lengthy ? 4 : 0), TimeProvider.System, cancellationToken);
            await jobs.FinishAsync(lease, "done");
        });

        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(async () => await jobs.CountAsync("done") == 2, _deadline);
        await worker.StopAsync(CancellationToken.None);

        Assert.Equal(("done", 1), await jobs.StateAsync(lengthy));
        Assert.Equal(("done", 2), await jobs.StateAsync(abandoned));
    }

    [Fact]
    [Trait("Promise", "T-CG-2")]
    public async Task Work_whose_row_passed_to_another_worker_is_stopped()
    {
        using var lost = new Tally(jobs.Services, "monitoring.lease.lost");
        var queue = jobs.QueueOf(jobs.Database, TimeSpan.FromSeconds(1.5));
        var id = await jobs.AddAsync();
        var stopped = new TaskCompletionSource();
        using var worker = new RecordingWorker(queue, 1, TimeProvider.System, async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(stopped.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => !worker.Handled.IsEmpty, _deadline);

        await jobs.GiveAwayAsync(id);

        await stopped.Task.WaitAsync(_deadline);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(("running", 1), await jobs.StateAsync(id));
        Assert.Equal(1, lost.Sum);
    }

    [Fact]
    [Trait("Promise", "T-CG-4")]
    public async Task A_stop_lets_work_in_hand_end_and_takes_no_more()
    {
        var first = await jobs.AddAsync();
        var mayEnd = new TaskCompletionSource();
        using var worker = new RecordingWorker(jobs.Queue, 1, new ManualTimeProvider(), async (lease, _) =>
        {
            await mayEnd.Task;
            await jobs.FinishAsync(lease, "done");
        });
        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => !worker.Handled.IsEmpty, _deadline);
        await jobs.AddAsync();

        var stopping = worker.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        mayEnd.SetResult();
        await stopping;

        Assert.Equal(first, Assert.Single(worker.Handled).Id);
        Assert.Equal((1, 1), (await jobs.CountAsync("done"), await jobs.CountAsync("pending")));
    }

    [Fact]
    [Trait("Promise", "T-CG-4")]
    public async Task Work_that_does_not_end_in_time_goes_back_without_its_attempt()
    {
        var clock = new ManualTimeProvider();
        var id = await jobs.AddAsync();
        using var worker = new RecordingWorker(
            jobs.QueueOf(jobs.Database, TimeSpan.FromMinutes(5)),
            1,
            clock,
            (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => !worker.Handled.IsEmpty, _deadline);

        var stopping = worker.StopAsync(CancellationToken.None);
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(LeasedWorker.StopGrace);
                return stopping.IsCompleted;
            },
            _deadline);

        Assert.Equal(("pending", 0), await jobs.StateAsync(id));
    }

    [Fact]
    public async Task A_worker_outlives_a_database_that_refuses_it()
    {
        await jobs.RenameTableAsync("job", "job_away");
        using var worker = new RecordingWorker(jobs.Queue, 1, TimeProvider.System, (lease, _) => jobs.FinishAsync(lease, "done"));
        await worker.StartAsync(CancellationToken.None);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => jobs.Queue.ClaimAsync(1, CancellationToken.None));

        await jobs.RenameTableAsync("job_away", "job");
        var id = await jobs.AddAsync();

        await Eventually.TrueAsync(async () => await jobs.StateAsync(id) == ("done", 1), _deadline);
        await worker.StopAsync(CancellationToken.None);
    }

    public Task InitializeAsync() => jobs.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen) is var found && found == seen ? value : found;
        }
    }
}

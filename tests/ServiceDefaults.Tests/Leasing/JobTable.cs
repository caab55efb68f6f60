using Monitoring.ServiceDefaults.Leasing;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Tests.Leasing;

public sealed record JobRow(string State, int Attempt, string? LastError);

/// <summary>A table of leased work as an owner has it, with shortcuts for what tests do to it.</summary>
public sealed class JobTable : IAsyncLifetime
{
    private readonly SampleDatabase _sample = new();

    public ModuleDatabase<SampleModule> Database => _sample.Database;

    public IServiceProvider Services => _sample.Services;

    public LeasedQueue Queue { get; private set; } = null!;

    public LeaseMetrics Metrics { get; private set; } = null!;

    public LeasedQueue QueueOf(ModuleDatabase database, TimeSpan leaseTime) => new(database, "job", leaseTime, Metrics);

    public async Task<Guid> AddAsync(int maxAttempts = 5, string runAt = "now()") => await _sample.ScalarAsync<Guid>(
        $"insert into job (id, run_at, max_attempts) values (gen_random_uuid(), {runAt}, @maxAttempts) returning id", new { maxAttempts });

    public Task AddManyAsync(int count) => _sample.ExecuteAsync(
        "insert into job (id) select gen_random_uuid() from generate_series(1, @count)", new { count });

    public Task<JobRow> ReadAsync(Guid id) => _sample.ScalarAsync<JobRow>("select state, attempt, last_error from job where id = @id", new { id });

    public async Task<(string State, int Attempt)> StateAsync(Guid id)
    {
        var row = await ReadAsync(id);
        return (row.State, row.Attempt);
    }

    public Task<int> CountAsync(string state) => _sample.ScalarAsync<int>("select count(*)::int from job where state = @state", new { state });

    public Task<double> SecondsUntilDueAsync(Guid id) =>
        _sample.ScalarAsync<double>("select extract(epoch from run_at - now())::float8 from job where id = @id", new { id });

    public Task<double> SecondsUntilLeaseEndsAsync(Guid id) =>
        _sample.ScalarAsync<double>("select extract(epoch from lease_until - now())::float8 from job where id = @id", new { id });

    public Task ExpireLeasesAsync() => _sample.ExecuteAsync("update job set lease_until = now() - interval '1 s' where state = 'running'");

    public Task ShortenFreeLeasesAsync() => _sample.ExecuteAsync(
        "update job set lease_until = now() + interval '1 s' where id in (select id from job where state = 'running' for update skip locked)");

    public Task GiveAwayAsync(Guid id) => _sample.ExecuteAsync("update job set lease_token = gen_random_uuid() where id = @id", new { id });

    public Task RenameTableAsync(string from, string to) => _sample.ExecuteAsync($"alter table {from} rename to {to}");

    public Task MakeDueAsync() => _sample.ExecuteAsync("update job set run_at = now() where state = 'pending'");

    public Task SetAttemptAsync(Guid id, int attempt) => _sample.ExecuteAsync("update job set attempt = @attempt where id = @id", new { id, attempt });

    public Task<bool> FinishAsync(Lease lease, string state) =>
        CommitAsync(work => Queue.FinishAsync(work, lease, state, CancellationToken.None));

    public Task<bool> RetryAsync(Lease lease) =>
        CommitAsync(work => Queue.RetryAsync(work, lease, TimeSpan.Zero, "no luck", CancellationToken.None));

    public Task ClearAsync() => _sample.ExecuteAsync("delete from job");

    public async Task InitializeAsync()
    {
        await _sample.InitializeAsync();
        Metrics = new(_sample.Meters);
        Queue = QueueOf(Database, TimeSpan.FromSeconds(30));
        await _sample.ExecuteAsync(
            """
            create table job (
                id uuid primary key, state text not null default 'pending', run_at timestamptz not null default now(),
                attempt int not null default 0, max_attempts int not null default 5,
                lease_token uuid, lease_until timestamptz, worker text, last_error text);
            create index on job (run_at, id) where state = 'pending';
            create index on job (lease_until) where state = 'running';
            """);
    }

    public Task DisposeAsync() => _sample.DisposeAsync();

    private async Task<bool> CommitAsync(Func<UnitOfWork, Task<bool>> change)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        var isDone = await change(work);
        await work.CommitAsync(CancellationToken.None);
        return isDone;
    }
}

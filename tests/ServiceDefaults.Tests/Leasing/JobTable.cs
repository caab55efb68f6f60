using Monitoring.ServiceDefaults.Leasing;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Tests.Leasing;

public sealed record JobRow(string State, int Attempt, string? LastError);

/// <summary>A table of leased work as an owner has it, with shortcuts for what tests do to it.</summary>
public sealed class JobTable : IAsyncLifetime
{
    private readonly PlainDatabase _plain = new();

    public ModuleDatabase<PlainModule> Database => _plain.Database;

    public LeasedQueue Queue { get; private set; } = null!;

    public LeaseMetrics Metrics { get; private set; } = null!;

    public LeasedQueue QueueOf(ModuleDatabase database, TimeSpan leaseTime) => new(database, "job", leaseTime, Metrics);

    public ModuleDatabase<PlainModule> Connect() => _plain.Connect();

    public async Task<Guid> AddAsync(int maxAttempts = 5, string runAt = "now()") => await _plain.ScalarAsync<Guid>(
        $"insert into job (id, run_at, max_attempts) values (gen_random_uuid(), {runAt}, @maxAttempts) returning id", new { maxAttempts });

    public Task AddManyAsync(int count) => _plain.ExecuteAsync(
        "insert into job (id) select gen_random_uuid() from generate_series(1, @count)", new { count });

    public Task<JobRow> ReadAsync(Guid id) => _plain.ScalarAsync<JobRow>("select state, attempt, last_error from job where id = @id", new { id });

    public async Task<(string State, int Attempt)> StateAsync(Guid id)
    {
        var row = await ReadAsync(id);
        return (row.State, row.Attempt);
    }

    public Task<int> CountAsync(string state) => _plain.ScalarAsync<int>("select count(*)::int from job where state = @state", new { state });

    public Task<int> AttemptsAsync() => _plain.ScalarAsync<int>("select coalesce(sum(attempt), 0)::int from job");

    public Task<double> SecondsUntilDueAsync(Guid id) =>
        _plain.ScalarAsync<double>("select extract(epoch from run_at - now())::float8 from job where id = @id", new { id });

    public Task<double> SecondsUntilLeaseEndsAsync(Guid id) =>
        _plain.ScalarAsync<double>("select extract(epoch from lease_until - now())::float8 from job where id = @id", new { id });

    public Task ExpireLeasesAsync() => _plain.ExecuteAsync("update job set lease_until = now() - interval '1 s' where state = 'running'");

    public Task ShortenFreeLeasesAsync() => _plain.ExecuteAsync(
        "update job set lease_until = now() + interval '1 s' where id in (select id from job where state = 'running' for update skip locked)");

    public Task MakeDueAsync() => _plain.ExecuteAsync("update job set run_at = now() where state = 'pending'");

    public Task SetAttemptAsync(Guid id, int attempt) => _plain.ExecuteAsync("update job set attempt = @attempt where id = @id", new { id, attempt });

    public Task<bool> FinishAsync(Lease lease, string state) =>
        CommitAsync(work => Queue.FinishAsync(work, lease, state, CancellationToken.None));

    public Task<bool> RetryAsync(Lease lease) =>
        CommitAsync(work => Queue.RetryAsync(work, lease, TimeSpan.Zero, "no luck", CancellationToken.None));

    public Task ClearAsync() => _plain.ExecuteAsync("delete from job");

    public async Task InitializeAsync()
    {
        await _plain.InitializeAsync();
        Metrics = new(_plain.Meters);
        Queue = QueueOf(Database, TimeSpan.FromSeconds(30));
        await _plain.ExecuteAsync(
            """
            create table job (
                id uuid primary key, state text not null default 'pending', run_at timestamptz not null default now(),
                attempt int not null default 0, max_attempts int not null default 5,
                lease_token uuid, lease_until timestamptz, worker text, last_error text);
            create index on job (run_at, id) where state = 'pending';
            create index on job (lease_until) where state = 'running';
            """);
    }

    public Task DisposeAsync() => _plain.DisposeAsync();

    private async Task<bool> CommitAsync(Func<UnitOfWork, Task<bool>> change)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        var isDone = await change(work);
        await work.CommitAsync(CancellationToken.None);
        return isDone;
    }
}

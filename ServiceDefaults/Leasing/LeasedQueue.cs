using Dapper;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Leasing;

/// <summary>A table of work that any number of workers share: each row is worked on by one at a time and outlives all of them.</summary>
/// <remarks>
/// The table belongs to the module and has, beside its own columns:
/// <code>
/// id uuid primary key, state text, run_at timestamptz, attempt int, max_attempts int,
/// lease_token uuid, lease_until timestamptz, worker text, last_error text      -- the last four are nullable
/// </code>
/// with indexes on <c>(run_at, id) where state = 'pending'</c> and <c>(lease_until) where state = 'running'</c>. States are <c>pending</c>,
/// <c>running</c>, <c>dead</c> (attempts used up) and whatever terminal words the owner finishes rows with.
/// <para>
/// A lease is a random token in the row. Whoever finishes, retries or releases must still hold that token, so a worker that was paused
/// beyond its lease cannot overwrite the result of its successor. All times are the database's, so clocks of replicas do not matter.
/// </para>
/// </remarks>
#pragma warning disable CA1711 // The rule means collections in memory; this is a queue too, kept in a table.
public sealed class LeasedQueue
#pragma warning restore CA1711
{
    private static readonly string _worker = $"{Environment.MachineName}/{Environment.ProcessId}";

    private readonly ModuleDatabase _database;
    private readonly LeaseMetrics _metrics;
    private readonly string _name;
    private readonly string _claimSql;
    private readonly string _heartbeatSql;
    private readonly string _finishSql;
    private readonly string _retrySql;
    private readonly string _releaseSql;
    private readonly string _sweepSql;

    /// <summary>Works on <paramref name="table"/> of the module's schema.</summary>
    /// <param name="database">The module's database.</param>
    /// <param name="table">Name of the table, a constant of the owner.</param>
    /// <param name="leaseTime">How long a silent worker keeps a row; 30 s unless the work gives a reason for another.</param>
    /// <param name="metrics">Counts rescued, fenced and lost leases.</param>
    public LeasedQueue(ModuleDatabase database, string table, TimeSpan leaseTime, LeaseMetrics metrics)
    {
        _database = database;
        _metrics = metrics;
        _name = $"{database.Schema}.{table}";
        LeaseTime = leaseTime;
        Work = new(database.Clock);

        _claimSql =
            $"""
            with due as (
              select id from {table} where state = 'pending' and run_at <= now() order by run_at, id limit @limit for update skip locked),
            claimed as (
              update {table} t set state = 'running', attempt = attempt + 1, worker = @_worker,
                lease_token = gen_random_uuid(), lease_until = now() + @LeaseTime
              from due where t.id = due.id
              returning t.id, t.lease_token, t.attempt, t.lease_until, t.run_at)
            select id, lease_token as token, attempt, lease_until as until from claimed order by run_at, id
            """;
        // A row that its own worker is just finishing is locked: it is still held, but waiting for it would delay the other leases.
        _heartbeatSql =
            $"""
            with free as (
              select t.id from {table} t join unnest(@ids, @tokens) as held (id, token) on t.id = held.id and t.lease_token = held.token
              where t.state = 'running' for update of t skip locked),
            extended as (
              update {table} t set lease_until = now() + @LeaseTime from free where t.id = free.id returning t.id)
            select t.lease_token as token, t.id in (select id from extended) as is_extended
            from {table} t join unnest(@ids, @tokens) as held (id, token) on t.id = held.id and t.lease_token = held.token
            where t.state = 'running'
            """;
        _finishSql =
            $"""
            update {table} set state = @state, lease_token = null, lease_until = null
            where id = @Id and lease_token = @Token and state = 'running'
            """;
        _retrySql =
            $"""
            update {table} set state = case when attempt >= max_attempts then 'dead' else 'pending' end,
              run_at = now() + @delay, last_error = @error, lease_token = null, lease_until = null, worker = null
            where id = @Id and lease_token = @Token and state = 'running'
            """;
        _releaseSql =
            $"""
            update {table} set state = 'pending', attempt = attempt - 1, lease_token = null, lease_until = null, worker = null
            where id = @Id and lease_token = @Token and state = 'running'
            """;
        // The exponent is bounded: 2^9 s is beyond the limit already, and a high power would overflow the interval.
        _sweepSql =
            $"""
            update {table} set state = case when attempt >= max_attempts then 'dead' else 'pending' end,
              run_at = now() + least(interval '1 second' * power(2, least(attempt, 9)), interval '5 minutes'),
              last_error = 'Worker ' || worker || ' stopped extending its lease.', lease_token = null, lease_until = null, worker = null
            where id in (select id from {table} where state = 'running' and lease_until < now() limit 500 for update skip locked)
            """;
    }

    /// <summary>Wakes the worker; call <c>work.AfterCommit(queue.Work.Set)</c> where rows are inserted.</summary>
    public WakeSignal Work { get; }

    internal TimeSpan LeaseTime { get; }

    /// <summary>Takes up to <paramref name="limit"/> rows that are due, oldest first.</summary>
    public async Task<IReadOnlyList<Lease>> ClaimAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var leases = (await connection.QueryAsync<Lease>(new CommandDefinition(
            _claimSql, new { limit, _worker, LeaseTime }, cancellationToken: cancellationToken))).AsList();
        if (leases.Count > 0)
        {
            CrashPoint.Hit("lease.after-claim");
        }

        return leases;
    }

    /// <summary>Ends the work with a terminal state of the owner, in the transaction that stores its result.</summary>
    /// <returns>False when the row has passed to another worker: roll back, the result is not wanted.</returns>
    public Task<bool> FinishAsync(UnitOfWork work, Lease lease, string state, CancellationToken cancellationToken)
    {
        CrashPoint.Hit("lease.before-finish");
        return ChangeHeldAsync(work, _finishSql, new { lease.Id, lease.Token, state }, cancellationToken);
    }

    /// <summary>Gives the row back to be tried again after <paramref name="delay"/>, or buries it as <c>dead</c> when its attempts are used up.</summary>
    /// <returns>False when the row has passed to another worker: roll back.</returns>
    public Task<bool> RetryAsync(UnitOfWork work, Lease lease, TimeSpan delay, string error, CancellationToken cancellationToken) =>
        ChangeHeldAsync(work, _retrySql, new { lease.Id, lease.Token, delay, error }, cancellationToken);

    /// <summary>Gives the row back unworked, at once and without counting the attempt: the worker stops.</summary>
    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(_releaseSql, new { lease.Id, lease.Token }, cancellationToken: cancellationToken));
    }

    /// <summary>Takes back the rows whose workers fell silent: to be tried again after a pause that doubles up to 5 min, or <c>dead</c>.</summary>
    /// <returns>How many rows were taken back.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        CrashPoint.Hit("lease.in-sweep");
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rescued = await connection.ExecuteAsync(new CommandDefinition(_sweepSql, cancellationToken: cancellationToken));
        _metrics.RecordRescued(_name, rescued);
        return rescued;
    }

    /// <summary>The pause before the next attempt where the owner has no better one: 2 s, 4 s, … up to 5 min.</summary>
    public static TimeSpan BackOff(int attempt) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt), 300));

    /// <summary>Gives the row back after work on it threw, in a transaction of its own.</summary>
    internal async Task FailAsync(Lease lease, string error, CancellationToken cancellationToken)
    {
        await using var work = await _database.BeginAsync(cancellationToken);
        await RetryAsync(work, lease, BackOff(lease.Attempt), error, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>Extends leases; synchronous, since it runs on a thread that a starved thread pool cannot delay.</summary>
    /// <returns>The tokens that are still held, and whether each was extended; what is missing is lost.</returns>
    internal IReadOnlyDictionary<Guid, bool> Heartbeat(IReadOnlyCollection<Lease> leases)
    {
        CrashPoint.Hit("lease.in-heartbeat");
        using var connection = _database.DataSource.OpenConnection();
        return connection.Query<(Guid Token, bool IsExtended)>(
            _heartbeatSql,
            new { ids = leases.Select(lease => lease.Id).ToArray(), tokens = leases.Select(lease => lease.Token).ToArray(), LeaseTime })
            .ToDictionary(row => row.Token, row => row.IsExtended);
    }

    internal void RecordLost() => _metrics.RecordLost(_name);

    private async Task<bool> ChangeHeldAsync(UnitOfWork work, string sql, object parameters, CancellationToken cancellationToken)
    {
        var isHeld = await work.Connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, work.Transaction, cancellationToken: cancellationToken)) == 1;
        if (!isHeld)
        {
            _metrics.RecordFenced(_name);
        }

        return isHeld;
    }
}

using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Metrics.Store;

/// <summary>Closes the open generation when it is full, drops what has outlived its retention, and forgets silent series.</summary>
internal sealed class StoreUpkeepPass(
    ModuleDatabase<MetricsModule> database, SeriesRegistry registry, IOptions<StoreOptions> options, TimeProvider clock)
{
    // Until then a query that began before its range left the retention may still read.
    private static readonly TimeSpan _dropDelay = TimeSpan.FromHours(1);

    public async Task<StoreUpkeep> RunAsync(CancellationToken cancellationToken) => new(
        Touched: await registry.TouchAsync(cancellationToken),
        Sealed: await IsFullAsync(cancellationToken) ? await SealAsync(cancellationToken) : null,
        Dropped: await DropAsync(cancellationToken),
        Evicted: registry.Evict());

    /// <summary>Closes the open generation and opens the next.</summary>
    /// <returns>The closed one; null when it holds nothing.</returns>
    public async Task<long?> SealAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var generation = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select seal_generation()", transaction: transaction, cancellationToken: cancellationToken));
        CrashPoint.Hit("metrics.mid-seal");
        await transaction.CommitAsync(cancellationToken);
        return generation;
    }

    private async Task<bool> IsFullAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (generation, age) = await connection.QuerySingleAsync<(long, TimeSpan)>(new CommandDefinition(
            "select gen, now() - opened_at from metric_generation where state = 'open'", cancellationToken: cancellationToken));
        return age >= options.Value.SealAfter
            || await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                $"select coalesce(sum(samples), 0)::bigint from metric_log_{generation}", cancellationToken: cancellationToken)) >= options.Value.SealSamples;
    }

    private async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var outlived = (await connection.QueryAsync<long>(new CommandDefinition(
            "select gen from metric_generation where state = 'sealed' and max_ts < @Before order by gen",
            new { Before = clock.GetUtcNow() - options.Value.Retention - _dropDelay },
            cancellationToken: cancellationToken))).AsList();
        foreach (var generation in outlived)
        {
            // A multi-statement command without parameters is one transaction.
            await connection.ExecuteAsync(new CommandDefinition(
                $"drop table if exists metric_log_{generation}; delete from metric_generation where gen = {generation}",
                cancellationToken: cancellationToken));
        }

        return outlived.Count;
    }
}

/// <summary>What a pass did.</summary>
internal readonly record struct StoreUpkeep(int Touched, long? Sealed, int Dropped, int Evicted);

/// <summary>Runs the <see cref="StoreUpkeepPass"/> each half minute.</summary>
internal sealed partial class StoreUpkeepLoop(StoreUpkeepPass pass, TimeProvider clock, ILogger<StoreUpkeepLoop> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var done = await pass.RunAsync(stoppingToken);
                if (done != default)
                {
                    LogDone(done);
                }
            }
            // A generation that stays open a little longer does no harm; the next tick finds it.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Upkeep of the metrics log: {Done}")]
    private partial void LogDone(StoreUpkeep done);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upkeep of the metrics log failed; trying again at the next tick")]
    private partial void LogFailed(Exception exception);
}

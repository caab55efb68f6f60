using Dapper;
using Monitoring.ServiceDefaults.Live;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Abandonment;

/// <summary>Declares running runs stalled whose silence has become too long, and tells alerting about each.</summary>
/// <remarks>
/// Any number of replicas may run it at once: each takes rows that no other holds. How long a run may be silent was decided at its last
/// sign of life (<see cref="SilenceAllowance"/>); whether that time has passed is decided by the database's clock.
/// </remarks>
internal sealed class AbandonmentPass(ModuleDatabase<TaskGenerationModule> database, LiveFeed<LiveEvent> live)
{
    internal const int BatchSize = 100;

    /// <returns>How many runs were declared stalled, at most <see cref="BatchSize"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var runs = await MarkStalledAsync(work, cancellationToken);
        if (runs.Count == 0)
        {
            return 0;
        }

        foreach (var run in runs)
        {
            await work.PublishAsync(RunMessages.Abandoned(run), RunMessages.OrderKey(run.Id), cancellationToken);
        }

        work.AfterCommit(() => live.Publish([.. runs.Select(run => new LiveEvent("runs", new RunState(run.Id, run.Status)))]));
        await work.CommitAsync(cancellationToken);
        return runs.Count;
    }

    // Reads the partial index on stalls_at from its beginning, so an idle pass costs the same however many runs are stored.
    private static async Task<IReadOnlyList<Run>> MarkStalledAsync(UnitOfWork work, CancellationToken cancellationToken) =>
        (await work.Connection.QueryAsync<Run>(new CommandDefinition(
            $"""
            with silent as (
                select id from generation_run where status = '{RunStatus.Running}' and stalls_at < now()
                order by stalls_at limit @BatchSize for update skip locked)
            update generation_run set status = '{RunStatus.Stalled}', stalled_at = now()
            where id in (select id from silent)
            returning {RunStore.Columns}
            """,
            new { BatchSize },
            work.Transaction,
            cancellationToken: cancellationToken))).AsList();
}

using Dapper;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Retention;

/// <summary>Deletes what is older than it is to be kept, in batches small enough not to hold anybody up.</summary>
internal sealed class RetentionPass(ModuleDatabase<AlertingModule> database, IOptions<RetentionOptions> options)
{
    private const int BatchSize = 5000;

    private static readonly string[] _deletions =
    [
        """
        delete from metric_observation where ctid = any(array(
            select ctid from metric_observation where at < now() - make_interval(hours => @MetricHours) limit @BatchSize))
        """,
        """
        delete from run_observation where ctid = any(array(
            select ctid from run_observation where at < now() - make_interval(days => @RunDays) limit @BatchSize))
        """,
        """
        delete from incident where id in (
            select id from incident where status = 'resolved' and resolved_at < now() - make_interval(days => @IncidentDays) limit @BatchSize)
        """,
        // A series that is gone leaves its state behind. A locked one is being judged, so it is not gone.
        """
        delete from alert_state where (rule_id, fingerprint) in (
            select rule_id, fingerprint from alert_state where status <> 'firing' and observed_at < now() - make_interval(days => @RunDays)
            limit @BatchSize for update skip locked)
        """,
    ];

    /// <returns>How many rows were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var deletion in _deletions)
        {
            int batch;
            do
            {
                batch = await connection.ExecuteAsync(new CommandDefinition(
                    deletion,
                    new { options.Value.MetricHours, options.Value.RunDays, options.Value.IncidentDays, BatchSize },
                    cancellationToken: cancellationToken));
                deleted += batch;
            }
            while (batch == BatchSize);
        }

        return deleted;
    }
}

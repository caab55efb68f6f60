using Dapper;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Retention;

/// <summary>Deletes what is older than it is to be kept, in batches small enough not to hold anybody up.</summary>
internal sealed class RetentionPass(ModuleDatabase<TaskGenerationModule> database, IOptions<RetentionOptions> options)
{
    private const int BatchSize = 5000;

    // Each table is read through the index on its time. A run that is still running stays, however old it is.
    private static readonly string[] _deletions =
    [
        """
        delete from generation_run where id in (
            select id from generation_run where started_at < now() - make_interval(days => @RunDays) and status <> 'running'
            order by started_at limit @BatchSize)
        """,
        """
        delete from run_alert where incident_id in (
            select incident_id from run_alert where created_at < now() - make_interval(days => @RunDays) and status = 'resolved'
            order by created_at limit @BatchSize)
        """,
        """
        delete from idempotent_request where (scope, key) in (
            select scope, key from idempotent_request where at < now() - make_interval(days => @IdempotencyKeyDays) order by at limit @BatchSize)
        """,
        """
        delete from rejected_message where id in (
            select id from rejected_message where at < now() - make_interval(days => @RejectedMessageDays) order by at limit @BatchSize)
        """,
    ];

    /// <returns>How many rows were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var settings = options.Value;
        var deleted = 0;
        foreach (var deletion in _deletions)
        {
            int batch;
            do
            {
                batch = await connection.ExecuteAsync(new CommandDefinition(
                    deletion,
                    new { settings.RunDays, settings.IdempotencyKeyDays, settings.RejectedMessageDays, BatchSize },
                    cancellationToken: cancellationToken));
                deleted += batch;
            }
            while (batch == BatchSize);
        }

        return deleted;
    }
}

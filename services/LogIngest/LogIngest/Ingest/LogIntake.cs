using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Storage;
using Monitoring.ServiceDefaults.Ingest;

namespace Monitoring.LogIngest.Ingest;

/// <summary>Takes the rows of a request to the store: numbers their services and resources, and waits for the commit.</summary>
internal sealed class LogIntake(ServiceNames services, Resources resources, GroupCommitChannel<LogBatch> channel, LogIngestMetrics metrics)
{
    /// <summary>Gives the rows their numbers; rows of a service that is one too many are refused.</summary>
    public async Task NumberAsync(ParsedBatch parsed, CancellationToken cancellationToken)
    {
        var numbers = await services.GetOrAddAsync(parsed.Rows.Select(static row => row.Service).ToHashSet(), cancellationToken);
        foreach (var row in parsed.Rows)
        {
            row.ServiceId = numbers.GetValueOrDefault(row.Service);
            row.ResourceId = await resources.GetOrAddAsync(row.Resource, cancellationToken);
        }

        parsed.Refuse(static row => row.ServiceId == 0, RejectionReason.TooManyServices);
    }

    /// <summary>Returns once the rows are durable, or when they were stored by an earlier copy of the request.</summary>
    /// <returns>The answer of that earlier copy, or null.</returns>
    /// <exception cref="IngestOverloadedException">Too much is waiting; nothing was stored.</exception>
    public async Task<StoredAnswer?> StoreAsync(ParsedBatch parsed, IdempotentRequest? request, CancellationToken cancellationToken)
    {
        var batch = new LogBatch(parsed.Rows, request);
        if (batch.Rows.Count > 0)
        {
            await channel.EnqueueAsync(batch, batch.SizeBytes, batch.Rows.Count, cancellationToken);
        }

        if (batch.Earlier is null)
        {
            metrics.RecordIntake(parsed);
        }

        return batch.Earlier;
    }
}

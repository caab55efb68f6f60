using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Metrics.Store;

/// <summary>Appends commit groups to the batch log: one row each, durable when the call returns.</summary>
/// <remarks>
/// Nothing is looked up, so a sample that is sent again is a second copy. Reading merges by series and time, which makes it one again.
/// </remarks>
internal sealed class BatchLog(ModuleDatabase<MetricsModule> database)
{
    public async Task AppendAsync(IReadOnlyList<Sample> samples, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var append = new NpgsqlCommand("select append_batch($1, $2, $3, $4, $5)", connection, transaction))
        {
            append.Parameters.Add(new() { Value = samples.Count });
            append.Parameters.Add(new() { Value = Time(samples.Min(sample => sample.TimestampMs)) });
            append.Parameters.Add(new() { Value = Time(samples.Max(sample => sample.TimestampMs)) });
            append.Parameters.Add(new() { Value = BatchCodec.Format });
            append.Parameters.Add(new() { Value = BatchCodec.Encode(samples), NpgsqlDbType = NpgsqlDbType.Bytea });
            await append.ExecuteNonQueryAsync(cancellationToken);
        }

        CrashPoint.Hit("metrics.before-commit");
        await transaction.CommitAsync(cancellationToken);
        CrashPoint.Hit("metrics.after-commit");
    }

    private static DateTimeOffset Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}

using Dapper;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Metrics.Store;

/// <summary>Reads the batch log: every sample committed before the call, in no particular order, repeats included.</summary>
internal sealed partial class LogReader(ModuleDatabase<MetricsModule> database, ILogger<LogReader> logger)
{
    // Above the time a query may take; who calls cancels earlier.
    private const int CommandTimeoutSeconds = 30;

    /// <summary>How many samples a scan of the range would decode.</summary>
    public async Task<long> CountAsync(long fromMs, long toMs, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await RowsAsync(connection, fromMs, toMs, cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            Command($"select coalesce(sum(samples), 0)::bigint from ({rows}) r", fromMs, toMs, cancellationToken));
    }

    /// <summary>Hands every sample from <paramref name="fromMs"/> up to but without <paramref name="toMs"/> to <paramref name="sink"/>.</summary>
    /// <returns>How many rows could not be decoded; their samples are missing, everything else was read.</returns>
    public async Task<int> ScanAsync(long fromMs, long toMs, SampleSink sink, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await RowsAsync(connection, fromMs, toMs, cancellationToken);
        await using var reader = await connection.ExecuteReaderAsync(
            Command($"select id, format, samples, body from ({rows}) r", fromMs, toMs, cancellationToken));
        var damaged = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            try
            {
                BatchCodec.Decode(reader.GetInt16(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3), InRange);
            }
            // One damaged row must not hide a day.
            catch (InvalidDataException exception)
            {
                damaged++;
                LogDamaged(reader.GetInt64(0), exception);
            }
        }

        return damaged;

        void InRange(int seriesId, long timestampMs, double value)
        {
            if (timestampMs >= fromMs && timestampMs < toMs)
            {
                sink(seriesId, timestampMs, value);
            }
        }
    }

    // A generation is dropped an hour after its last sample has left every range that can be asked for, so none goes between the two reads.
    private static async Task<string> RowsAsync(NpgsqlConnection connection, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var generations = await connection.QueryAsync<long>(Command(
            "select gen from metric_generation where state = 'open' or (max_ts >= @from and min_ts < @to) order by gen",
            fromMs,
            toMs,
            cancellationToken));
        return string.Join(" union all ", generations.Select(
            generation => $"select id, format, samples, body from metric_log_{generation} where max_ts >= @from and min_ts < @to"));
    }

    private static CommandDefinition Command(string sql, long fromMs, long toMs, CancellationToken cancellationToken) => new(
        sql,
        new { from = DateTimeOffset.FromUnixTimeMilliseconds(fromMs), to = DateTimeOffset.FromUnixTimeMilliseconds(toMs) },
        commandTimeout: CommandTimeoutSeconds,
        cancellationToken: cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Id} of the metrics log is damaged and was left out")]
    private partial void LogDamaged(long id, Exception exception);
}

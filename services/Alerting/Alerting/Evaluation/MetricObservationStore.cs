using Dapper;
using Monitoring.Alerting.Incidents;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Evaluation;

/// <summary>The table of observed metric values.</summary>
internal static class MetricObservationStore
{
    public static Task InsertAsync(UnitOfWork work, IReadOnlyCollection<MetricObservation> samples, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into metric_observation (metric, series, labels, at, value)
            select metric, series, labels::jsonb, at, value from unnest(@metrics, @series, @labels, @at, @values) as s (metric, series, labels, at, value)
            """,
            new
            {
                metrics = samples.Select(sample => sample.Metric).ToArray(),
                series = samples.Select(sample => sample.Labels.Fingerprint).ToArray(),
                labels = samples.Select(sample => sample.Labels.Json).ToArray(),
                at = samples.Select(sample => sample.At.ToUniversalTime()).ToArray(),
                values = samples.Select(sample => sample.Value).ToArray(),
            },
            cancellationToken: cancellationToken));

    /// <summary>The values of the same series before this one, oldest first.</summary>
    public static async Task<IReadOnlyList<HistoryPoint>> BeforeAsync(
        NpgsqlConnection connection, MetricObservation sample, int limit, CancellationToken cancellationToken)
    {
        var points = await connection.QueryAsync<HistoryPoint>(new CommandDefinition(
            """
            select at, value from metric_observation where metric = @Metric and series = @Series and at < @At order by at desc limit @limit
            """,
            new { sample.Metric, Series = sample.Labels.Fingerprint, sample.At, limit },
            cancellationToken: cancellationToken));
        return points.Reverse().ToList();
    }

    /// <summary>The values of a metric in a span, oldest first, of the series that carry the labels of <paramref name="filter"/>.</summary>
    public static async Task<IReadOnlyList<MetricObservation>> WithinAsync(
        NpgsqlConnection connection,
        string metric,
        LabelSet filter,
        DateTimeOffset from,
        DateTimeOffset to,
        int limit,
        CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Labels, DateTimeOffset At, double Value)>(new CommandDefinition(
            """
            select labels::text, at, value from metric_observation
            where metric = @metric and labels @> @filter::jsonb and at >= @from and at < @to
            order by at, series limit @limit
            """,
            new { metric, filter = filter.Json, from, to, limit },
            cancellationToken: cancellationToken));
        return rows.Select(row => new MetricObservation(metric, LabelSet.Parse(row.Labels), row.At, row.Value)).ToList();
    }
}

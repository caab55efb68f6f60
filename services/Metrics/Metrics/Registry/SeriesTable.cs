using System.Text.Json;
using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Metrics.Registry;

/// <summary>A series as the database knows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Metric">Its metric, as stored.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Source">Who sent it first.</param>
/// <param name="LastSeen">The last day on which it is known to have had a sample.</param>
/// <param name="IsNew">Whether it was inserted just now.</param>
internal sealed record SeriesRow(int Id, Metric Metric, LabelSet Labels, string Source, DateOnly LastSeen, bool IsNew);

/// <summary>The SQL of <c>metric</c> and <c>metric_series</c>.</summary>
internal static class SeriesTable
{
    // Without "do update" a series that is already there would not be returned. Ordered, so that two writers cannot deadlock.
    private const string InsertSeriesSql =
        """
        insert into metric_series as s (metric_id, hash, labels, source, last_seen)
        select n.metric_id, n.hash, n.labels::jsonb, @source, current_date
        from unnest(@metricIds, @hashes, @labels) as n(metric_id, hash, labels) order by n.hash
        on conflict (hash) do update set last_seen = excluded.last_seen
        returning s.id, s.hash, s.source, s.last_seen, xmax = 0 as is_new
        """;

    public static async Task<IReadOnlyList<SeriesRow>> LoadActiveAsync(
        NpgsqlConnection connection, TimeSpan retention, CancellationToken cancellationToken)
    {
        var metrics = (await ReadMetricsAsync(connection, null, cancellationToken)).ToDictionary(metric => metric.Id);
        var rows = await connection.QueryAsync<(int Id, int MetricId, string Labels, string Source, DateOnly LastSeen)>(new CommandDefinition(
            "select id, metric_id, labels, source, last_seen from metric_series where last_seen >= current_date - @days",
            new { days = (int)Math.Ceiling(retention.TotalDays) },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new SeriesRow(
            row.Id,
            metrics[row.MetricId],
            LabelSet.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Labels)!),
            row.Source,
            row.LastSeen,
            IsNew: false))];
    }

    public static async Task<IReadOnlyList<SeriesRow>> InsertAsync(
        ModuleDatabase database, string source, IReadOnlyList<NewPoint> points, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var metrics = await InsertMetricsAsync(connection, points, cancellationToken);
        var byHash = points.ToDictionary(point => Convert.ToHexString(point.Labels.SeriesHash(point.Metric)));
        var rows = await connection.QueryAsync<(int Id, byte[] Hash, string Source, DateOnly LastSeen, bool IsNew)>(new CommandDefinition(
            InsertSeriesSql,
            new
            {
                source,
                metricIds = byHash.Values.Select(point => metrics[point.Metric].Id).ToArray(),
                hashes = byHash.Keys.Select(Convert.FromHexString).ToArray(),
                labels = byHash.Values.Select(point => JsonSerializer.Serialize(point.Labels.ToDictionary())).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return [.. rows.Select(row =>
        {
            var point = byHash[Convert.ToHexString(row.Hash)];
            return new SeriesRow(row.Id, metrics[point.Metric], point.Labels, row.Source, row.LastSeen, row.IsNew);
        })];
    }

    public static async Task TouchAsync(ModuleDatabase database, int[] ids, DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update metric_series set last_seen = @day where id = any(@ids) and last_seen < @day", new { ids, day }, cancellationToken: cancellationToken));
    }

    private static async Task<Dictionary<string, Metric>> InsertMetricsAsync(
        NpgsqlConnection connection, IReadOnlyList<NewPoint> points, CancellationToken cancellationToken)
    {
        var metrics = points.DistinctBy(point => point.Metric).OrderBy(point => point.Metric, StringComparer.Ordinal).ToList();
        var names = metrics.Select(metric => metric.Metric).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into metric (name, kind, unit) select name, kind, unit from unnest(@names, @kinds, @units) as n(name, kind, unit)
            on conflict (name) do nothing
            """,
            new
            {
                names,
                kinds = metrics.Select(metric => MetricKinds.Name(metric.Kind)).ToArray(),
                units = metrics.Select(metric => metric.Unit).ToArray(),
            },
            cancellationToken: cancellationToken));
        return (await ReadMetricsAsync(connection, names, cancellationToken)).ToDictionary(metric => metric.Name);
    }

    private static async Task<IEnumerable<Metric>> ReadMetricsAsync(
        NpgsqlConnection connection, string[]? names, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(int Id, string Name, string Kind, string Unit)>(new CommandDefinition(
            "select id, name, kind, unit from metric where @names::text[] is null or name = any(@names)",
            new { names },
            cancellationToken: cancellationToken));
        return rows.Select(row => new Metric(row.Id, row.Name, MetricKinds.Parse(row.Kind)!.Value, row.Unit));
    }
}

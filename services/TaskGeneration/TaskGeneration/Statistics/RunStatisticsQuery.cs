using Dapper;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Statistics;

/// <summary>Which runs are summed up, and by what.</summary>
internal sealed record StatisticsFilter(DateTimeOffset? From, DateTimeOffset? To, string? GenerationType, string GroupBy);

/// <summary>Computes statistics from the records themselves; no counter is kept that could disagree with them.</summary>
internal sealed class RunStatisticsQuery(ModuleDatabase<TaskGenerationModule> database, TimeProvider clock)
{
    public const string DefaultGroup = "type";

    // Who asks for no beginning wants to know how it goes, not a sum over all the years that are kept.
    private static readonly TimeSpan _defaultSpan = TimeSpan.FromDays(30);

    private static readonly Dictionary<string, string> _keys = new()
    {
        ["type"] = "generation_type",
        ["day"] = "to_char(started_at at time zone 'UTC', 'YYYY-MM-DD')",
        ["month"] = "to_char(started_at at time zone 'UTC', 'YYYY-MM')",
    };

    public static IReadOnlyCollection<string> Groups => _keys.Keys;

    public async Task<RunStatistics> RunAsync(StatisticsFilter filter, CancellationToken cancellationToken)
    {
        var to = filter.To ?? clock.GetUtcNow();
        var from = filter.From ?? to - _defaultSpan;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql(_keys[filter.GroupBy]), filter with { From = from }, cancellationToken: cancellationToken))).AsList();
        return new(
            from,
            to,
            filter.GroupBy,
            [.. rows.Where(row => !row.IsTotal).Select(row => new GroupFigures(row.Key!, row.ToFigures()))],
            rows.Single(row => row.IsTotal).ToFigures());
    }

    private static string Sql(string key) =>
        $"""
        select key, grouping(key) = 1 as is_total,
          count(*) as runs,
          count(*) filter (where status = 'completed') as completed,
          count(*) filter (where status = 'partial') as partial,
          count(*) filter (where status = 'failed') as failed,
          count(*) filter (where status = 'stalled') as stalled,
          count(*) filter (where status = 'running') as running,
          coalesce(sum(total_count), 0) as items,
          coalesce(sum(success_count), 0) as items_success,
          coalesce(sum(failed_count), 0) as items_failed,
          coalesce(sum(skipped_count), 0) as items_skipped,
          avg(duration_ms)::float8 as mean_ms,
          percentile_cont(array[0.5, 0.95, 0.99]) within group (order by duration_ms) as percentiles_ms,
          max(duration_ms)::float8 as max_ms,
          coalesce(sum(error_count), 0) as errors,
          (array_agg(id order by started_at desc, id desc))[1] as last_id,
          (array_agg(status order by started_at desc, id desc))[1] as last_status,
          max(started_at) as last_started_at
        from (select {key} as key, * from generation_run
              where started_at >= @From
                and (@To::timestamptz is null or started_at < @To)
                and (@GenerationType::text is null or generation_type = @GenerationType)) as run
        group by grouping sets ((key), ())
        order by key
        """;

    private sealed record Row
    {
        public string? Key { get; init; }
        public required bool IsTotal { get; init; }
        public required long Runs { get; init; }
        public required long Completed { get; init; }
        public required long Partial { get; init; }
        public required long Failed { get; init; }
        public required long Stalled { get; init; }
        public required long Running { get; init; }
        public required long Items { get; init; }
        public required long ItemsSuccess { get; init; }
        public required long ItemsFailed { get; init; }
        public required long ItemsSkipped { get; init; }
        public double? MeanMs { get; init; }
        public double[]? PercentilesMs { get; init; }
        public double? MaxMs { get; init; }
        public required long Errors { get; init; }
        public Guid? LastId { get; init; }
        public string? LastStatus { get; init; }
        public DateTimeOffset? LastStartedAt { get; init; }

        public RunFigures ToFigures() => new()
        {
            Runs = Runs,
            Completed = Completed,
            Partial = Partial,
            Failed = Failed,
            Stalled = Stalled,
            Running = Running,
            RunSuccessRate = Rate(Completed, Runs - Running),
            ItemSuccessRate = Rate(ItemsSuccess, Items),
            Items = new(Items, ItemsSuccess, ItemsFailed, ItemsSkipped),
            DurationMs = new(MeanMs, PercentilesMs?[0], PercentilesMs?[1], PercentilesMs?[2], MaxMs),
            Errors = Errors,
            LastRun = LastId is { } id ? new(id, LastStatus!, LastStartedAt!.Value) : null,
        };

        private static double? Rate(long part, long whole) => whole == 0 ? null : 100.0 * part / whole;
    }
}

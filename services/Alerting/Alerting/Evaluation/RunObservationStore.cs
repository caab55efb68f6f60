using System.Text.Json;
using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Evaluation;

/// <summary>The table of runs as they ended or stalled.</summary>
internal static class RunObservationStore
{
    private const string Columns =
        """
        run_id, status, at, generation_type, source, target_year, target_month, started_at, duration_ms, total_count, success_count, failed_count,
        skipped_count, success_rate, error_count, error_messages::text as error_messages, trace_id
        """;

    public static Task InsertAsync(UnitOfWork work, RunObservation run, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into run_observation (run_id, status, at, generation_type, source, target_year, target_month, started_at, duration_ms, total_count,
              success_count, failed_count, skipped_count, success_rate, error_count, error_messages, trace_id)
            values (@RunId, @Status, @At, @GenerationType, @Source, @TargetYear, @TargetMonth, @StartedAt, @DurationMs, @TotalCount,
              @SuccessCount, @FailedCount, @SkippedCount, @SuccessRate, @ErrorCount, @ErrorMessages::jsonb, @TraceId)
            on conflict (run_id, (status = 'stalled')) do nothing
            """,
            RunRow.From(run),
            cancellationToken: cancellationToken));

    /// <summary>The runs of that type that ended before <paramref name="at"/>, newest first; those of one instant by id.</summary>
    public static async Task<IReadOnlyList<RunObservation>> BeforeAsync(
        NpgsqlConnection connection, string generationType, DateTimeOffset at, Guid runId, int limit, CancellationToken cancellationToken)
    {
        // Walks run_observation_of_type backwards; stalled runs are few.
        var rows = await connection.QueryAsync<RunRow>(new CommandDefinition(
            $"""
            select {Columns} from run_observation
            where generation_type = @generationType and (at, run_id) < (@at, @runId) and status <> 'stalled'
            order by at desc, run_id desc limit @limit
            """,
            new { generationType, at, runId, limit },
            cancellationToken: cancellationToken));
        return rows.Select(row => row.ToRun()).ToList();
    }

    /// <summary>The runs that ended or stalled in a span, oldest first.</summary>
    public static async Task<IReadOnlyList<RunObservation>> WithinAsync(
        NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<RunRow>(new CommandDefinition(
            $"select {Columns} from run_observation where at >= @from and at < @to order by at, run_id limit @limit",
            new { from, to, limit },
            cancellationToken: cancellationToken));
        return rows.Select(row => row.ToRun()).ToList();
    }

    private sealed record RunRow
    {
        public required Guid RunId { get; init; }
        public required string Status { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string GenerationType { get; init; }
        public string? Source { get; init; }
        public int? TargetYear { get; init; }
        public int? TargetMonth { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public required long DurationMs { get; init; }
        public required int TotalCount { get; init; }
        public required int SuccessCount { get; init; }
        public required int FailedCount { get; init; }
        public required int SkippedCount { get; init; }
        public double? SuccessRate { get; init; }
        public required int ErrorCount { get; init; }
        public required string ErrorMessages { get; init; }
        public string? TraceId { get; init; }

        public static RunRow From(RunObservation run) => new()
        {
            RunId = run.RunId,
            Status = run.Status,
            At = run.At,
            GenerationType = run.GenerationType,
            Source = run.Source,
            TargetYear = run.TargetYear,
            TargetMonth = run.TargetMonth,
            StartedAt = run.StartedAt,
            DurationMs = run.DurationMs,
            TotalCount = run.TotalCount,
            SuccessCount = run.SuccessCount,
            FailedCount = run.FailedCount,
            SkippedCount = run.SkippedCount,
            SuccessRate = run.SuccessRate,
            ErrorCount = run.ErrorCount,
            ErrorMessages = JsonSerializer.Serialize(run.ErrorMessages),
            TraceId = run.TraceId,
        };

        public RunObservation ToRun() => new()
        {
            RunId = RunId,
            Status = Status,
            At = At,
            GenerationType = GenerationType,
            Source = Source,
            TargetYear = TargetYear,
            TargetMonth = TargetMonth,
            StartedAt = StartedAt,
            DurationMs = DurationMs,
            TotalCount = TotalCount,
            SuccessCount = SuccessCount,
            FailedCount = FailedCount,
            SkippedCount = SkippedCount,
            SuccessRate = SuccessRate,
            ErrorCount = ErrorCount,
            ErrorMessages = JsonSerializer.Deserialize<List<string>>(ErrorMessages)!,
            TraceId = TraceId,
        };
    }
}

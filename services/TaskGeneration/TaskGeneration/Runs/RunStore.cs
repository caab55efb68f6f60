using Dapper;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>Writes runs and their errors; every statement belongs to the caller's transaction and leaves the run's row locked.</summary>
/// <remarks>All times are the database's, so that clocks of replicas cannot disagree about who was silent for how long.</remarks>
internal static class RunStore
{
    public const string Columns =
        """
        id, generation_type, target_year, target_month, source, status, started_at, completed_at, duration_ms, total_count, success_count,
        failed_count, skipped_count, success_rate, error_count, error_messages, metadata, trace_id, correlation_id, expected_duration_ms,
        last_heartbeat_at, last_seen_at, stalled_at, progress_processed, progress_total, progress_message, start_sha256, completion_sha256
        """;

    /// <returns>The new run, or null when one of this id exists.</returns>
    public static Task<Run?> InsertAsync(
        UnitOfWork work, Guid id, StartRun start, RunOrigin origin, TimeSpan allowance, CancellationToken cancellationToken) =>
        QueryAsync(work,
            $"""
            insert into generation_run (id, generation_type, target_year, target_month, source, status, started_at, metadata, trace_id,
              correlation_id, expected_duration_ms, stalls_at, start_sha256)
            values (@id, @GenerationType, @TargetYear, @TargetMonth, @Source, '{RunStatus.Running}', coalesce(@StartedAt, now()), @Metadata::jsonb,
              @TraceId, @CorrelationId, @ExpectedDurationMs, now() + @allowance, @sha256)
            on conflict (id) do nothing
            returning {Columns}
            """,
            new
            {
                id,
                start.GenerationType,
                start.TargetYear,
                start.TargetMonth,
                start.Source,
                start.StartedAt,
                start.Metadata,
                origin.TraceId,
                origin.CorrelationId,
                start.ExpectedDurationMs,
                allowance,
                sha256 = Fingerprint.Of(start),
            },
            cancellationToken);

    /// <returns>The run, locked until the transaction ends; null when there is none.</returns>
    public static Task<Run?> LockAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        QueryAsync(work, $"select {Columns} from generation_run where id = @id for update", new { id }, cancellationToken);

    /// <summary>Notes a heartbeat; a stalled run is running again.</summary>
    public static Task<Run?> UpdateHeartbeatAsync(
        UnitOfWork work, Guid id, Heartbeat heartbeat, TimeSpan allowance, CancellationToken cancellationToken) =>
        QueryAsync(work,
            $"""
            update generation_run set
              status = '{RunStatus.Running}', last_heartbeat_at = now(), last_seen_at = now(), stalls_at = now() + @allowance,
              progress_processed = coalesce(@Processed, progress_processed),
              progress_total = coalesce(@Total, progress_total),
              progress_message = coalesce(@Message, progress_message)
            where id = @id
            returning {Columns}
            """,
            new { id, heartbeat.Processed, heartbeat.Total, heartbeat.Message, allowance },
            cancellationToken);

    /// <summary>Counts an error; a stalled run is running again, a finished one stays finished.</summary>
    public static Task<Run?> CountErrorAsync(UnitOfWork work, Guid id, TimeSpan allowance, CancellationToken cancellationToken) =>
        QueryAsync(work,
            $"""
            update generation_run set
              error_count = error_count + 1, last_seen_at = now(), stalls_at = now() + @allowance,
              status = case status when '{RunStatus.Stalled}' then '{RunStatus.Running}' else status end
            where id = @id
            returning {Columns}
            """,
            new { id, allowance },
            cancellationToken);

    public static Task InsertErrorAsync(UnitOfWork work, Guid errorId, Guid runId, ReportError error, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into generation_run_error (id, run_id, error_type, message, stack, context)
            values (@errorId, @runId, @Type, @Message, @Stack, @Context::jsonb)
            """,
            new { errorId, runId, error.Type, error.Message, error.Stack, error.Context },
            work.Transaction,
            cancellationToken: cancellationToken));

    /// <returns>The first errors reported during the run, and those of <paramref name="messages"/> that are not among its errors.</returns>
    public static async Task<(IReadOnlyList<string> First, IReadOnlyList<string> New)> CompareErrorsAsync(
        UnitOfWork work, Guid id, IReadOnlyList<string> messages, int firstCount, CancellationToken cancellationToken)
    {
        await using var both = await work.Connection.QueryMultipleAsync(new CommandDefinition(
            """
            select message from generation_run_error where run_id = @id order by occurred_at, id limit @firstCount;
            select m.message from unnest(@messages) with ordinality as m (message, place)
            where not exists (select 1 from generation_run_error e where e.run_id = @id and e.message = m.message)
            order by m.place;
            """,
            new { id, messages = messages.ToArray(), firstCount },
            work.Transaction,
            cancellationToken: cancellationToken));
        return ((await both.ReadAsync<string>()).AsList(), (await both.ReadAsync<string>()).AsList());
    }

    public static Task<Run?> UpdateCompletionAsync(
        UnitOfWork work, Guid id, CompleteRun completion, RunOutcome outcome, int errorCount, CancellationToken cancellationToken) =>
        QueryAsync(work,
            $"""
            update generation_run set
              status = @Status, completed_at = least(now(), coalesce(@CompletedAt, now())), last_seen_at = now(),
              duration_ms = coalesce(@DurationMs, greatest(0, (extract(epoch from now() - started_at) * 1000)::bigint)),
              total_count = @Total, success_count = @Success, failed_count = @Failed, skipped_count = @Skipped,
              success_rate = @SuccessRate, error_count = @errorCount, error_messages = to_jsonb(@messages::text[]), completion_sha256 = @sha256
            where id = @id
            returning {Columns}
            """,
            new
            {
                id,
                outcome.Status,
                completion.DurationMs,
                completion.CompletedAt,
                completion.Counts.Total,
                completion.Counts.Success,
                completion.Counts.Failed,
                completion.Counts.Skipped,
                outcome.SuccessRate,
                errorCount,
                messages = completion.ErrorMessages.ToArray(),
                sha256 = Fingerprint.Of(completion),
            },
            cancellationToken);

    private static Task<Run?> QueryAsync(UnitOfWork work, string sql, object parameters, CancellationToken cancellationToken) =>
        work.Connection.QuerySingleOrDefaultAsync<Run>(new CommandDefinition(sql, parameters, work.Transaction, cancellationToken: cancellationToken));
}

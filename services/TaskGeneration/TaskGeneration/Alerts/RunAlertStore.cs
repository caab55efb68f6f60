using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.TaskGeneration.Alerts;

/// <summary>Keeps what alerting has told about runs.</summary>
internal static class RunAlertStore
{
    public const string Columns =
        """
        incident_id, run_id, generation_type, alert_type, rule_name, severity, status, message, threshold, actual, created_at,
        acknowledged_at, resolved_at, version
        """;

    /// <summary>Stores how an incident stands, unless something newer of it is known.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="alert">The incident.</param>
    /// <param name="describesIncident">False when message and figures are those of one more run and not those of the incident.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public static Task UpsertAsync(UnitOfWork work, RunAlert alert, bool describesIncident, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            $"""
            insert into run_alert ({Columns})
            values (@IncidentId, @RunId, @GenerationType, @AlertType, @RuleName, @Severity, @Status, @Message, @Threshold, @Actual, @CreatedAt,
              @AcknowledgedAt, @ResolvedAt, @Version)
            on conflict (incident_id) do update set
              severity = excluded.severity, status = excluded.status, acknowledged_at = excluded.acknowledged_at,
              resolved_at = excluded.resolved_at, version = excluded.version
              {(describesIncident ? ", message = excluded.message, threshold = excluded.threshold, actual = excluded.actual" : "")}
            where excluded.version > run_alert.version
            """,
            alert,
            work.Transaction,
            cancellationToken: cancellationToken));

    /// <summary>Notes that a run is part of an incident; of several changes it caused, the last describes it.</summary>
    public static Task UpsertRunAsync(UnitOfWork work, AlertedRun run, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into alerted_run (incident_id, run_id, message, threshold, actual, at)
            values (@IncidentId, @RunId, @Message, @Threshold, @Actual, @At)
            on conflict (run_id, incident_id) do update set
              message = excluded.message, threshold = excluded.threshold, actual = excluded.actual, at = excluded.at
            where excluded.at > alerted_run.at
            """,
            run,
            work.Transaction,
            cancellationToken: cancellationToken));

    /// <summary>Alerts that one run is part of, oldest first, with what was seen of this run.</summary>
    public static async Task<IReadOnlyList<RunAlert>> ListOfRunAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<RunAlert>(new CommandDefinition(
            """
            select incident_id, a.run_id, generation_type, alert_type, rule_name, severity, status, r.message, r.threshold, r.actual,
              r.at as created_at, acknowledged_at, resolved_at, version
            from alerted_run r join run_alert a using (incident_id) where r.run_id = @runId order by r.at
            """,
            new { runId },
            cancellationToken: cancellationToken))).AsList();

    /// <summary>One row more than the page, which tells whether there is a next one. Reads run_alert_created, newest or oldest first.</summary>
    public static async Task<IReadOnlyList<RunAlert>> ListAsync(NpgsqlConnection connection, AlertFilter filter, CancellationToken cancellationToken)
    {
        var (comparison, direction) = filter.IsDescending ? ("<", "desc") : (">", "asc");
        return (await connection.QueryAsync<RunAlert>(new CommandDefinition(
            $"""
            select {Columns} from run_alert
            where (@AlertType::text is null or alert_type = @AlertType)
              and (@Severity::text is null or severity = @Severity)
              and (@Status::text is null or status = @Status)
              and (@GenerationType::text is null or generation_type = @GenerationType)
              and (@RunId::uuid is null or incident_id in (select incident_id from alerted_run where run_id = @RunId))
              and (@From::timestamptz is null or created_at >= @From)
              and (@To::timestamptz is null or created_at < @To)
              and (@AfterAt::timestamptz is null or (created_at, incident_id) {comparison} (@AfterAt, @AfterId))
            order by created_at {direction}, incident_id {direction} limit @Rows
            """,
            new
            {
                filter.AlertType,
                filter.Severity,
                filter.Status,
                filter.GenerationType,
                filter.RunId,
                filter.From,
                filter.To,
                AfterAt = filter.After?.CreatedAt,
                AfterId = filter.After?.IncidentId,
                Rows = filter.Limit + 1,
            },
            cancellationToken: cancellationToken))).AsList();
    }
}

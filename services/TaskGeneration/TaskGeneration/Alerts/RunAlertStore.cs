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

    /// <summary>Stores an alert, unless something newer of it is known.</summary>
    public static Task UpsertAsync(UnitOfWork work, RunAlert alert, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            $"""
            insert into run_alert ({Columns})
            values (@IncidentId, @RunId, @GenerationType, @AlertType, @RuleName, @Severity, @Status, @Message, @Threshold, @Actual, @CreatedAt,
              @AcknowledgedAt, @ResolvedAt, @Version)
            on conflict (incident_id) do update set
              severity = excluded.severity, status = excluded.status, message = excluded.message, threshold = excluded.threshold,
              actual = excluded.actual, acknowledged_at = excluded.acknowledged_at, resolved_at = excluded.resolved_at, version = excluded.version
            where excluded.version > run_alert.version
            """,
            alert,
            work.Transaction,
            cancellationToken: cancellationToken));

    /// <summary>Alerts about one run, oldest first.</summary>
    public static async Task<IReadOnlyList<RunAlert>> ListOfRunAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<RunAlert>(new CommandDefinition(
            $"select {Columns} from run_alert where run_id = @runId order by created_at", new { runId }, cancellationToken: cancellationToken))).AsList();
}

using System.Text.Json;
using Dapper;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Alerts;
using Monitoring.TaskGeneration.Runs;
using Npgsql;

namespace Monitoring.TaskGeneration.History;

/// <summary>Reads recorded runs.</summary>
internal sealed class RunHistory(ModuleDatabase<TaskGenerationModule> database, Cursors cursors)
{
    public const string CursorPurpose = "taskgeneration.runs";

    private const int MaxErrors = 500;

    // A rare text is found by reading the runs of the asked range; a caller who asks for too many is told so (504) rather than kept waiting.
    // The pool resets the setting when the connection returns.
    private const string LimitSearchSql = "set statement_timeout = '2s'";

    public async Task<Page<RunView>> ListAsync(RunFilter filter, CancellationToken cancellationToken)
    {
        var (sql, parameters) = filter.ToSql();
        await using var connection = await database.OpenAsync(cancellationToken);
        if (filter.Text is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(LimitSearchSql, cancellationToken: cancellationToken));
        }

        var runs = (await connection.QueryAsync<Run>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
        var page = runs.Take(filter.Limit).ToArray();
        return new(
            [.. page.Select(RunView.Of)],
            runs.Count > filter.Limit ? cursors.Write(CursorPurpose, filter.PositionOf(page[^1])) : null);
    }

    public async Task<RunDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await FindRunAsync(connection, id, cancellationToken) is not { } run)
        {
            return null;
        }

        var errors = await ListErrorsAsync(connection, id, cancellationToken);
        var alerts = await RunAlertStore.ListOfRunAsync(connection, id, cancellationToken);
        return new(RunView.Of(run), errors, [.. alerts.Select(RunAlertView.Of)], RunTimeline.Of(run, errors, alerts));
    }

    public static Task<Run?> FindRunAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Run>(new CommandDefinition(
            $"select {RunStore.Columns} from generation_run where id = @id", new { id }, cancellationToken: cancellationToken));

    private static async Task<IReadOnlyList<RunErrorView>> ListErrorsAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<ErrorRow>(new CommandDefinition(
            """
            select id, occurred_at, error_type, message, stack, context from generation_run_error
            where run_id = @id order by occurred_at, id limit @MaxErrors
            """,
            new { id, MaxErrors },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new RunErrorView(
            row.Id, row.OccurredAt, row.ErrorType, row.Message, row.Stack, row.Context is null ? null : JsonElement.Parse(row.Context)))];
    }

    private sealed record ErrorRow
    {
        public required Guid Id { get; init; }
        public required DateTimeOffset OccurredAt { get; init; }
        public string? ErrorType { get; init; }
        public required string Message { get; init; }
        public string? Stack { get; init; }
        public string? Context { get; init; }
    }
}

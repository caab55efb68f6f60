using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.History;
using Monitoring.TaskGeneration.Runs;
using Npgsql;

namespace Monitoring.TaskGeneration.Comparison;

/// <summary>The route that compares two runs.</summary>
internal static class ComparisonEndpoints
{
    private const int MaxErrorGroups = 100;

    public static void MapRunComparison(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/generation/runs/{id}/diff/{otherId}", GetAsync).RequireAuthorization(Access.Read).WithTags("Generation runs");

    private static async Task<Results<Ok<RunComparison>, ProblemHttpResult>> GetAsync(
        string id, string otherId, ModuleDatabase<TaskGenerationModule> database, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var leftId) || !Guid.TryParse(otherId, out var rightId))
        {
            return RunProblems.InvalidId();
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        if (await RunHistory.FindRunAsync(connection, leftId, cancellationToken) is not { } left
            || await RunHistory.FindRunAsync(connection, rightId, cancellationToken) is not { } right)
        {
            return RunProblems.UnknownRun();
        }

        var groups = await ListErrorGroupsAsync(connection, leftId, rightId, cancellationToken);
        return TypedResults.Ok(RunComparer.Compare(RunView.Of(left), RunView.Of(right), groups));
    }

    // Both ways an error is recorded count: reported while the run went on, or told with its completion and not reported before.
    private static async Task<IReadOnlyList<ErrorGroup>> ListErrorGroupsAsync(
        NpgsqlConnection connection, Guid left, Guid right, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<ErrorGroup>(new CommandDefinition(
            """
            with error as (
                select run_id, error_type, message from generation_run_error where run_id in (@left, @right)
                union all
                select r.id, null, m.message from generation_run r, jsonb_array_elements_text(r.error_messages) as m (message)
                where r.id in (@left, @right)
                  and not exists (select 1 from generation_run_error e where e.run_id = r.id and e.message = m.message))
            select error_type, message, count(*) filter (where run_id = @left) as left, count(*) filter (where run_id = @right) as right
            from error group by error_type, message order by count(*) desc, error_type, message limit @MaxErrorGroups
            """,
            new { left, right, MaxErrorGroups },
            cancellationToken: cancellationToken))).AsList();
}

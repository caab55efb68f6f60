using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Matrix;

/// <summary>The route that shows which months were generated and which were forgotten.</summary>
internal static class MatrixEndpoints
{
    public static void MapRunMatrix(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/generation/matrix", GetAsync).RequireAuthorization(Access.Read).WithTags("Generation runs");

    private static async Task<Results<Ok<RunMatrix>, ProblemHttpResult>> GetAsync(
        string? year, ModuleDatabase<TaskGenerationModule> database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var today = clock.GetUtcNow();
        var shown = reader.Number("year", year, 1900, 9999) ?? today.Year;
        if (reader.Problem is { } problem)
        {
            return problem;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var both = await connection.QueryMultipleAsync(new CommandDefinition(
            // The first finds each type's first month by one step into generation_run_month, however many runs there are.
            """
            with recursive first as (
              (select generation_type, target_year, target_month from generation_run where target_month is not null order by 1, 2, 3 limit 1)
              union all
              select next.* from first cross join lateral (
                select generation_type, target_year, target_month from generation_run
                where target_month is not null and generation_type > first.generation_type order by 1, 2, 3 limit 1) as next
            )
            select generation_type, target_year * 12 + target_month as month_number from first where target_year <= @shown;

            select generation_type, target_month, count(*)::int as runs,
              (array_agg(id order by started_at desc, id desc))[1] as last_id,
              (array_agg(status order by started_at desc, id desc))[1] as last_status,
              (array_agg(success_rate order by started_at desc, id desc))[1] as last_success_rate
            from generation_run where target_year = @shown and target_month is not null group by generation_type, target_month;
            """,
            new { shown },
            cancellationToken: cancellationToken));
        return TypedResults.Ok(MatrixBuilder.Build(shown, await both.ReadAsync<FirstMonth>(), await both.ReadAsync<MonthRuns>(), today));
    }
}

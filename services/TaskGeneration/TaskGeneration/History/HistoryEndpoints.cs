using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.History;

/// <summary>The routes by which recorded runs are read.</summary>
internal static class HistoryEndpoints
{
    public static void MapRunHistory(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/v1/generation/runs").RequireAuthorization(Access.Read).WithTags("Generation runs");
        runs.MapGet("/", ListAsync);
        runs.MapGet("/{id}", FindAsync);
    }

    private static async Task<Results<Ok<Page<RunView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] RunListParameters parameters, Cursors cursors, RunHistory history, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var filter = RunFilter.Read(parameters, cursors, reader);
        return reader.Problem is { } problem ? problem : TypedResults.Ok(await history.ListAsync(filter, cancellationToken));
    }

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> FindAsync(
        string id, RunHistory history, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var runId))
        {
            return RunProblems.InvalidId();
        }

        return await history.FindAsync(runId, cancellationToken) is { } detail ? TypedResults.Ok(detail) : RunProblems.UnknownRun();
    }
}

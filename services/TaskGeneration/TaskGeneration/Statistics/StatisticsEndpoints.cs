using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.TaskGeneration.Statistics;

/// <summary>The route that sums runs up.</summary>
internal static class StatisticsEndpoints
{
    public static void MapRunStatistics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/generation/stats", GetAsync).RequireAuthorization(Access.Read).WithTags("Generation runs");

    private static async Task<Results<Ok<RunStatistics>, ProblemHttpResult>> GetAsync(
        string? from, string? to, string? generationType, string? groupBy, RunStatisticsQuery query, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var filter = new StatisticsFilter(
            reader.Time("from", from),
            reader.Time("to", to),
            reader.Text("generationType", generationType),
            reader.Word("groupBy", groupBy, RunStatisticsQuery.Groups) ?? RunStatisticsQuery.DefaultGroup);
        return reader.Problem is { } problem ? problem : TypedResults.Ok(await query.RunAsync(filter, cancellationToken));
    }
}

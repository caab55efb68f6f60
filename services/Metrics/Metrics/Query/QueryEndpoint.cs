using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Query;

/// <summary><c>POST /api/v1/metrics/query</c>.</summary>
internal static class QueryEndpoint
{
    /// <summary>Time a request may take before it is answered 504.</summary>
    private static readonly TimeSpan _budget = TimeSpan.FromSeconds(10);

    public static void MapQuery(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/metrics/query", QueryAsync).RequireAuthorization(Access.Read).Accepts<QueryRequest>("application/json");

    private static async Task<Results<Ok<QueryAnswer>, ProblemHttpResult>> QueryAsync(
        HttpRequest request, QueryRunner runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<QueryRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var errors = new Dictionary<string, string[]>();
        var queries = QueryReader.Read(body.Value, errors);
        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        using var budget = new CancellationTokenSource(_budget, clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            return TypedResults.Ok(await runner.RunAsync(queries, limited.Token));
        }
        catch (QueryTooLargeException exception)
        {
            return QueryProblems.TooLarge(exception);
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return QueryProblems.TooSlow(_budget);
        }
    }
}

/// <summary>Runs queries together, so that what several of them need is read once.</summary>
internal sealed class QueryRunner(SeriesRegistry registry, SampleReader reader)
{
    /// <exception cref="QueryTooLargeException">They ask for more than may be read at once.</exception>
    public async Task<QueryAnswer> RunAsync(IReadOnlyList<MetricQuery> queries, CancellationToken cancellationToken)
    {
        foreach (var query in queries)
        {
            QueryTooLargeException.ThrowIf(
                (query.ToMs - query.FromMs) / query.StepMs > MetricQuery.MaxPoints, $"A line would have more than {MetricQuery.MaxPoints} points.");
        }

        var selected = queries.Select(query => query.Select(registry.Find(query.Metric)).ToList()).ToList();
        var samples = await reader.ReadAsync(
            selected.SelectMany(series => series).Distinct(),
            queries.Min(query => query.ReadFromMs),
            queries.Max(query => query.ToMs),
            cancellationToken);
        return new(
            [.. queries.Zip(selected, (query, series) => new QueryResult(
                query.Metric, QueryEvaluator.Evaluate(query, series, samples), "raw", query.StepMs))],
            samples.IsPartial);
    }
}

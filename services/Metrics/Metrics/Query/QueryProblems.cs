using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Query;

/// <summary>How a query that cannot be answered is answered.</summary>
internal static class QueryProblems
{
    public static ProblemHttpResult TooLarge(QueryTooLargeException exception) => Problems.Create(
        StatusCodes.Status422UnprocessableEntity,
        "query-too-large",
        "The query asks for too much.",
        $"{exception.Message} Narrow the range or the filter, or raise the step.");

    public static ProblemHttpResult TooSlow(TimeSpan budget) => Problems.Create(
        StatusCodes.Status504GatewayTimeout,
        "upstream-timeout",
        "The query took too long.",
        $"It was given {budget.TotalSeconds} seconds. Narrow the range or the filter.");
}

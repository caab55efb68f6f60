using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Dashboard;

/// <summary><c>POST /api/v1/monitoring/frontend-metrics</c>: what browsers have measured.</summary>
internal static class FrontendEndpoint
{
    private const int MaxBytes = 64 * 1024;

    public static void MapFrontendMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/monitoring/frontend-metrics", StoreAsync).RequireAuthorization(Access.RumWrite)
            .Accepts<FrontendRequest>("application/json", "text/plain");

    private static async Task<Results<JsonHttpResult<Envelope<IngestAnswer>>, ProblemHttpResult>> StoreAsync(
        HttpRequest request, FrontendMetrics metrics, PointIntake intake, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A beacon of a page that is being left may only be sent as text/plain.
        if (request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.ContentType = "application/json";
        }

        var body = await JsonBody.ReadAsync<FrontendRequest>(request, MaxBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        if (body.Value.Metrics is not { Count: > 0 } measurements)
        {
            return Problems.Invalid("metrics", "At least one measurement is expected.");
        }

        var refused = new List<Rejection>();
        var points = metrics.Read(measurements, clock.GetUtcNow(), refused);
        var outcome = await intake.StoreAsync(CallerId.Of(request.HttpContext.User), [.. points.Select(one => one.Point)], cancellationToken);
        refused.AddRange(outcome.Rejections.Select(rejection => rejection with { Index = points[rejection.Index].Index }));
        return outcome.Accepted > 0
            ? Envelope.Of(new IngestAnswer(outcome.Accepted, refused.Count, refused))
            : Problems.Validation(refused.ToDictionary(one => $"metrics[{one.Index}]", one => new[] { $"{one.Reason}: {one.Message}" }));
    }
}

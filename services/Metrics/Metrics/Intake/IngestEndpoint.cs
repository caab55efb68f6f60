using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Intake;

/// <summary><c>POST /api/v1/metrics/ingest</c>: samples as JSON.</summary>
internal static class IngestEndpoint
{
    // An answer names the first refusals; the count tells of the rest.
    private const int MaxErrors = 100;

    public static void MapIngest(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/metrics/ingest", IngestAsync).RequireAuthorization(Access.MetricsWrite)
            .Accepts<SampleRequest[]>("application/json");

    private static async Task<Results<Ok<IngestAnswer>, ProblemHttpResult>> IngestAsync(
        HttpRequest request, PointIntake intake, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return Problems.UnsupportedMediaType("Send the body as application/json.");
        }

        ReadSamples samples;
        try
        {
            using var body = await request.ReadBodyAsync(cancellationToken);
            samples = JsonSamples.Read(body.Bytes, clock.GetUtcNow());
        }
        catch (InvalidDataException exception)
        {
            return Problems.MalformedBody(exception.Message);
        }

        var outcome = await intake.StoreAsync(CallerId.Of(request.HttpContext.User), samples.Points, cancellationToken);
        var refused = samples.Unreadable
            .Concat(outcome.Rejections.Select(rejection => rejection with { Index = samples.Indexes[rejection.Index] }))
            .OrderBy(rejection => rejection.Index).ToList();
        return outcome.Accepted > 0
            ? TypedResults.Ok(new IngestAnswer(outcome.Accepted, refused.Count, [.. refused.Take(MaxErrors)]))
            : Problems.Validation(refused.Take(MaxErrors).ToDictionary(
                rejection => $"samples[{rejection.Index}]", rejection => new[] { $"{rejection.Reason}: {rejection.Message}" }));
    }
}

/// <summary>One sample of a request; see <see cref="JsonSamples"/>.</summary>
internal sealed record SampleRequest(
    string Metric, double Value, string? Timestamp, IReadOnlyDictionary<string, string>? Labels, string? Kind, string? Unit);

/// <summary>What became of the samples.</summary>
/// <param name="Accepted">How many are durable.</param>
/// <param name="Rejected">How many are refused for good; sending them again is of no use.</param>
/// <param name="Errors">The first 100 refusals.</param>
internal sealed record IngestAnswer(int Accepted, int Rejected, IReadOnlyList<Rejection> Errors);

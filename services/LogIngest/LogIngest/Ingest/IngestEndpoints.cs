using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.LogIngest.Storage;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.LogIngest.Ingest;

/// <summary>The ways in: JSON in its several forms, and OTLP. Both answer once everything that was accepted is durable.</summary>
internal static class IngestEndpoints
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int MaxKeyLength = 200;

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/logs/ingest", IngestAsync)
            .RequireAuthorization(Access.LogsWrite)
            .WithSummary("Stores records: a JSON array or object, one object a line, CLEF or ECS; gzip or plain.")
            .Produces<IngestAnswer>();
        routes.MapOtlp("/v1/logs", OtlpSignals.Logs, StoreOtlpAsync).RequireAuthorization(Access.LogsWrite);
    }

    private static async Task<IResult> IngestAsync(
        HttpContext context, LogIntake intake, TimeProvider clock, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        if (!IngestContentType.TryRead(context.Request.ContentType, out var isLines))
        {
            return Problems.UnsupportedMediaType($"Send {IngestContentType.Accepted} in UTF-8.");
        }

        var key = context.Request.Headers[KeyHeader].ToString();
        if (context.Request.Headers.ContainsKey(KeyHeader) && key.Length is 0 or > MaxKeyLength)
        {
            return Problems.Invalid(KeyHeader, $"A text of 1 to {MaxKeyLength} characters.");
        }

        ParsedBatch batch;
        byte[] sha256;
        try
        {
            using var body = await context.Request.ReadBodyAsync(cancellationToken);
            batch = JsonBatchReader.Read(body.Bytes, isLines, clock.GetUtcNow());
            sha256 = key.Length == 0 ? [] : SHA256.HashData(body.Bytes.Span);
        }
        catch (JsonException exception)
        {
            return Problems.MalformedBody(exception.Message);
        }

        await intake.NumberAsync(batch, cancellationToken);
        var request = key.Length == 0
            ? null
            : new IdempotentRequest(
                CallerId.Of(context.User), key, sha256, JsonSerializer.Serialize(IngestAnswer.Of(batch), json.Value.SerializerOptions));
        return Answer(context, batch, await intake.StoreAsync(batch, request, cancellationToken));
    }

    private static IResult Answer(HttpContext context, ParsedBatch batch, StoredAnswer? earlier)
    {
        switch (earlier)
        {
            case { IsSameBody: false }:
                return Problems.Create(
                    StatusCodes.Status409Conflict, "idempotency-mismatch", "The key was used before.", "It belongs to a request with another body.");
            case { Response: var response }:
                context.Response.Headers[ReplayedHeader] = "true";
                return TypedResults.Text(response, "application/json");
            case null when batch.Rows.Count == 0:
                return Problems.Validation(batch.Rejections.Take(20).ToDictionary(
                    static rejection => $"[{rejection.Index}]", static rejection => new[] { rejection.Message }));
            default:
                return TypedResults.Ok(IngestAnswer.Of(batch));
        }
    }

    private static async Task<OtlpOutcome> StoreOtlpAsync(HttpContext context, ExportLogsServiceRequest request)
    {
        var intake = context.RequestServices.GetRequiredService<LogIntake>();
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var batch = OtlpLogs.Read(request, clock.GetUtcNow());
        await intake.NumberAsync(batch, context.RequestAborted);
        await intake.StoreAsync(batch, request: null, context.RequestAborted);
        return batch.Rejections.Count == 0
            ? OtlpOutcome.Accepted
            : new(batch.Rejections.Count, string.Join(" ", batch.Rejections.Select(static rejection => rejection.Message).Distinct()));
    }
}

using System.Diagnostics;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>The routes by which a program reports its runs.</summary>
internal static class RunEndpoints
{
    private const int MaxCorrelationIdLength = 128;

    public static void MapRunReporting(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/v1/generation/runs").RequireAuthorization(Access.TasksWrite).WithTags("Generation runs");
        runs.MapPost("/", StartAsync).Accepts<StartRunRequest>(MediaTypeNames.Application.Json);
        runs.MapPost("/{id}/heartbeat", HeartbeatAsync).Accepts<HeartbeatRequest>(MediaTypeNames.Application.Json);
        runs.MapPost("/{id}/errors", ErrorAsync).Accepts<ReportErrorRequest>(MediaTypeNames.Application.Json);
        runs.MapPost("/{id}/complete", CompleteAsync).Accepts<CompleteRunRequest>(MediaTypeNames.Application.Json);
    }

    private static async Task<Results<Created<RunState>, ProblemHttpResult>> StartAsync(
        HttpRequest request,
        RunValidator validator,
        RunRecorder recorder,
        ModuleDatabase<TaskGenerationModule> database,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<StartRunRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        if (!IdempotencyKey.TryRead(request, "start", out var key))
        {
            return RunProblems.InvalidIdempotencyKey();
        }

        var (start, errors) = validator.Validate(body.Value);
        if (start is null)
        {
            return Problems.Validation(errors);
        }

        await using var work = await database.BeginAsync(cancellationToken);
        var fingerprint = Fingerprint.Of(start);
        start = start with { Id = start.Id ?? Guid.CreateVersion7() };
        if (key is not null && await key.TakeAsync(work, fingerprint, start.Id.Value, cancellationToken) is { } earlier)
        {
            return earlier.HasEqualContent ? Created(request, earlier.ResourceId) : RunProblems.IdempotencyMismatch();
        }

        var recorded = await recorder.StartAsync(work, start, OriginOf(request), cancellationToken);
        if (recorded.Kind == RecordedAs.Contradiction)
        {
            return Problems.Conflict("Another run has this id.");
        }

        await work.CommitAsync(cancellationToken);
        return recorded.Kind == RecordedAs.Repetition ? Created(request, start.Id.Value) : TypedResults.Created(Location(start.Id.Value), StateOf(recorded));
    }

    private static async Task<Results<Ok<RunState>, ProblemHttpResult>> HeartbeatAsync(
        string id, HttpRequest request, RunRecorder recorder, ModuleDatabase<TaskGenerationModule> database, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var runId))
        {
            return RunProblems.InvalidId();
        }

        var body = await ReadHeartbeatAsync(request, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var (heartbeat, errors) = RunValidator.Validate(body.Value);
        if (heartbeat is null)
        {
            return Problems.Validation(errors);
        }

        await using var work = await database.BeginAsync(cancellationToken);
        var recorded = await recorder.HeartbeatAsync(work, runId, heartbeat, cancellationToken);
        if (Refuse(recorded) is { } problem)
        {
            return problem;
        }

        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(StateOf(recorded));
    }

    private static async Task<Results<Accepted<ErrorAccepted>, ProblemHttpResult>> ErrorAsync(
        string id, HttpRequest request, RunRecorder recorder, ModuleDatabase<TaskGenerationModule> database, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var runId))
        {
            return RunProblems.InvalidId();
        }

        var body = await JsonBody.ReadAsync<ReportErrorRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        if (!IdempotencyKey.TryRead(request, $"error {runId}", out var key))
        {
            return RunProblems.InvalidIdempotencyKey();
        }

        var (error, errors) = RunValidator.Validate(body.Value);
        if (error is null)
        {
            return Problems.Validation(errors);
        }

        await using var work = await database.BeginAsync(cancellationToken);
        var errorId = Guid.CreateVersion7();
        if (key is not null && await key.TakeAsync(work, Fingerprint.Of(error), errorId, cancellationToken) is { } earlier)
        {
            return earlier.HasEqualContent ? Accepted(request, earlier.ResourceId, runId) : RunProblems.IdempotencyMismatch();
        }

        if (Refuse(await recorder.ErrorAsync(work, runId, errorId, error, cancellationToken)) is { } problem)
        {
            return problem;
        }

        await work.CommitAsync(cancellationToken);
        return TypedResults.Accepted(Location(runId), new ErrorAccepted(errorId, runId));
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> CompleteAsync(
        string id, HttpRequest request, RunRecorder recorder, ModuleDatabase<TaskGenerationModule> database, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var runId))
        {
            return RunProblems.InvalidId();
        }

        var body = await JsonBody.ReadAsync<CompleteRunRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var (completion, errors) = RunValidator.Validate(body.Value);
        if (completion is null)
        {
            return Problems.Validation(errors);
        }

        await using var work = await database.BeginAsync(cancellationToken);
        var recorded = await recorder.CompleteAsync(work, runId, completion, cancellationToken);
        if (Refuse(recorded) is { } problem)
        {
            return problem;
        }

        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(RunView.Of(recorded.Run!));
    }

    // All of its fields are optional, so a heartbeat may also come without a body or with an empty object.
    private static async Task<JsonBody<HeartbeatRequest>> ReadHeartbeatAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request is { ContentLength: 0, ContentType: null }
            ? new(new HeartbeatRequest(), null)
            : await JsonBody.ReadAsync<HeartbeatRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken, mayBeEmpty: true);

    private static ProblemHttpResult? Refuse(Recorded recorded) => recorded.Kind switch
    {
        RecordedAs.UnknownRun => RunProblems.UnknownRun(),
        RecordedAs.Contradiction => Problems.Conflict($"The run is {recorded.Run!.Status}, and what was recorded of it differs."),
        _ => null,
    };

    private static RunOrigin OriginOf(HttpRequest request)
    {
        var hasTrace = ActivityContext.TryParse(request.Headers.TraceParent, null, out var trace);
        var correlationId = request.Headers["X-Correlation-Id"].ToString();
        return new(
            hasTrace ? trace.TraceId.ToString() : null,
            correlationId is { Length: > 0 and <= MaxCorrelationIdLength } ? correlationId : null);
    }

    private static RunState StateOf(Recorded recorded) => new(recorded.Run!.Id, recorded.Run.Status);

    private static string Location(Guid id) => $"/api/v1/generation/runs/{id}";

    // A repeated request gets the answer of the first, whatever has become of the run since.
    private static Created<RunState> Created(HttpRequest request, Guid id)
    {
        request.HttpContext.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        return TypedResults.Created(Location(id), new RunState(id, RunStatus.Running));
    }

    private static Accepted<ErrorAccepted> Accepted(HttpRequest request, Guid errorId, Guid runId)
    {
        request.HttpContext.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        return TypedResults.Accepted(Location(runId), new ErrorAccepted(errorId, runId));
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Alerting.Notifications;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Incidents;

/// <summary>The routes of incidents: what fires and fired, and what people do about it.</summary>
internal static class IncidentEndpoints
{
    private const string CursorPurpose = "alerting.incidents";
    private const int MaxTimeline = 200;

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/api/v1/alerting/incidents");
        incidents.MapGet("/", List).RequireAuthorization(Access.Read);
        incidents.MapGet("/{id:guid}", Get).RequireAuthorization(Access.Read);
        incidents.MapPost("/{id:guid}/acknowledge", Acknowledge).Accepts<CommentRequest>("application/json").RequireAuthorization(Access.Operate);
        incidents.MapPost("/{id:guid}/resolve", Resolve).Accepts<CommentRequest>("application/json").RequireAuthorization(Access.Operate);
        incidents.MapPost("/{id:guid}/comment", Comment).Accepts<CommentRequest>("application/json").RequireAuthorization(Access.Operate);

        // The same under the name of the system-monitoring source.
        routes.MapGet("/api/v1/admin/alerts", List).RequireAuthorization(Access.Read);
    }

    private static async Task<Results<Ok<Page<IncidentResponse>>, ProblemHttpResult>> List(
        [AsParameters] IncidentFilter filter, ModuleDatabase<AlertingModule> database, Cursors cursors, CancellationToken cancellationToken)
    {
        var parameters = new ParameterReader();
        var query = filter.Read(parameters, cursor => cursors.Read<IncidentPosition>(CursorPurpose, cursor));
        if (parameters.Problem is { } problem)
        {
            return problem;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        // One more than asked for tells whether there is another page.
        var found = await IncidentStore.ListAsync(connection, query with { Limit = query.Limit + 1 }, cancellationToken);
        var items = found.Take(query.Limit).ToList();
        var next = found.Count > query.Limit ? cursors.Write(CursorPurpose, new IncidentPosition(items[^1].StartedAt, items[^1].Id)) : null;
        return TypedResults.Ok(new Page<IncidentResponse>(items.Select(IncidentResponse.From).ToList(), next));
    }

    private static async Task<Results<Ok<IncidentDetailResponse>, ProblemHttpResult>> Get(
        Guid id, ModuleDatabase<AlertingModule> database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await IncidentStore.FindAsync(connection, id, cancellationToken) is not { } incident)
        {
            return Problems.NotFound("The incident");
        }

        var timeline = await IncidentStore.TimelineAsync(connection, id, MaxTimeline, cancellationToken);
        var notifications = await NotificationStore.OfIncidentAsync(connection, id, cancellationToken);
        return TypedResults.Ok(new IncidentDetailResponse(incident, timeline, notifications));
    }

    private static Task<Results<Ok<IncidentResponse>, ProblemHttpResult>> Acknowledge(
        Guid id, HttpRequest request, IncidentActions actions, ClaimsPrincipal user, CancellationToken cancellationToken) => ActAsync(
            request,
            isCommentRequired: false,
            comment => actions.AcknowledgeAsync(id, Actor.Of(user), comment, cancellationToken),
            "The incident is acknowledged already, or resolved.",
            cancellationToken);

    private static Task<Results<Ok<IncidentResponse>, ProblemHttpResult>> Resolve(
        Guid id, HttpRequest request, IncidentActions actions, ClaimsPrincipal user, CancellationToken cancellationToken) => ActAsync(
            request,
            isCommentRequired: false,
            comment => actions.ResolveAsync(id, Actor.Of(user), comment, cancellationToken),
            "The incident is resolved already.",
            cancellationToken);

    private static Task<Results<Ok<IncidentResponse>, ProblemHttpResult>> Comment(
        Guid id, HttpRequest request, IncidentActions actions, ClaimsPrincipal user, CancellationToken cancellationToken) => ActAsync(
            request,
            isCommentRequired: true,
            comment => actions.CommentAsync(id, Actor.Of(user), comment!, cancellationToken),
            "",
            cancellationToken);

    private static async Task<Results<Ok<IncidentResponse>, ProblemHttpResult>> ActAsync(
        HttpRequest request,
        bool isCommentRequired,
        Func<string?, Task<(IncidentActionOutcome Outcome, Incident? Incident)>> act,
        string alreadySo,
        CancellationToken cancellationToken)
    {
        var (comment, problem) = await ReadCommentAsync(request, isCommentRequired, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (outcome, incident) = await act(comment);
        return outcome switch
        {
            IncidentActionOutcome.Done => TypedResults.Ok(IncidentResponse.From(incident!)),
            IncidentActionOutcome.AlreadySo => Problems.Conflict(alreadySo),
            _ => Problems.NotFound("The incident"),
        };
    }

    private static async Task<(string? Comment, ProblemHttpResult? Problem)> ReadCommentAsync(
        HttpRequest request, bool isRequired, CancellationToken cancellationToken)
    {
        CommentRequest? sent = null;
        if (isRequired || request.HttpContext.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody)
        {
            var body = await JsonBody.ReadAsync<CommentRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken, mayBeEmpty: true);
            if (!body.IsRead)
            {
                return (null, body.Problem);
            }

            sent = body.Value;
        }

        var comment = sent?.Comment?.Trim();
        return comment switch
        {
            null or "" when isRequired => (null, Problems.Invalid("comment", "Is required.")),
            { Length: > CommentRequest.MaxLength } => (null, Problems.Invalid("comment", $"May have at most {CommentRequest.MaxLength} characters.")),
            // Postgres text cannot hold NUL; its visible sign says that it was there.
            _ => (comment?.Replace('\0', '\u2400'), null),
        };
    }
}

/// <summary>Where a reader of the list stands.</summary>
internal sealed record IncidentPosition(DateTimeOffset StartedAt, Guid Id);

/// <summary>The query parameters of the list.</summary>
internal sealed record IncidentFilter(
    string? Status,
    string? Severity,
    string? RuleId,
    string? Signal,
    string? RunId,
    string? GenerationType,
    string? From,
    string? To,
    string? Limit,
    string? Cursor)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public IncidentQuery Read(ParameterReader parameters, Func<string, IncidentPosition?> readCursor)
    {
        IncidentPosition? position = null;
        if (!string.IsNullOrEmpty(Cursor) && (position = readCursor(Cursor)) is null)
        {
            parameters.Refuse("cursor", "Not a cursor of this list.");
        }

        return new()
        {
            Status = parameters.Word("status", Status, [IncidentStatuses.Pending, IncidentStatuses.Firing, IncidentStatuses.Resolved]),
            Severity = parameters.Word("severity", Severity, [Rules.Severity.Warning.Word(), Rules.Severity.Critical.Word()]),
            RuleId = parameters.Id("ruleId", RuleId),
            Signal = parameters.Word("signal", Signal, [Signals.GenerationRun, Signals.Metric]),
            RunId = parameters.Id("runId", RunId),
            GenerationType = parameters.Text("generationType", GenerationType),
            From = parameters.Time("from", From),
            To = parameters.Time("to", To),
            BeforeAt = position?.StartedAt,
            BeforeId = position?.Id,
            Limit = parameters.Number("limit", Limit, 1, MaxLimit) ?? DefaultLimit,
        };
    }
}

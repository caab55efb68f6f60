using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Alerting.Rules;

/// <summary>The routes of rules.</summary>
/// <remarks>
/// Every answer with one rule has its version as <c>ETag</c>. An edit that sends it back as <c>If-Match</c> is refused with 412 when the rule has
/// changed since; one that sends it as <c>version</c> in the body, with 409.
/// </remarks>
internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/api/v1/alerting/rules");
        rules.MapGet("/", List).RequireAuthorization(Access.Read);
        rules.MapGet("/{id:guid}", Get).RequireAuthorization(Access.Read);
        rules.MapPost("/", Create).Accepts<RuleRequest>("application/json").RequireAuthorization(Access.Operate);
        rules.MapPut("/{id:guid}", Replace).Accepts<RuleRequest>("application/json").RequireAuthorization(Access.Operate);
        rules.MapDelete("/{id:guid}", Delete).RequireAuthorization(Access.Operate);
        rules.MapPost("/{id:guid}/enable", Enable).RequireAuthorization(Access.Operate);
        rules.MapPost("/{id:guid}/disable", Disable).RequireAuthorization(Access.Operate);
        rules.MapPost("/{id:guid}/reset", Reset).RequireAuthorization(Access.Operate);

        // The same under the names of the system-monitoring source.
        var source = routes.MapGroup("/api/v1/admin/alerts/rules");
        source.MapPost("/", Create).Accepts<RuleRequest>("application/json").RequireAuthorization(Access.Operate);
        source.MapPut("/{id:guid}", Replace).Accepts<RuleRequest>("application/json").RequireAuthorization(Access.Operate);
        source.MapDelete("/{id:guid}", Delete).RequireAuthorization(Access.Operate);
    }

    private static async Task<Ok<Page<RuleResponse>>> List(RuleStore store, CancellationToken cancellationToken)
    {
        var rules = await store.ListAsync(cancellationToken);
        return TypedResults.Ok(new Page<RuleResponse>(rules.Select(RuleResponse.From).ToList(), null));
    }

    private static async Task<Results<Ok<RuleResponse>, ProblemHttpResult>> Get(
        Guid id, RuleStore store, HttpResponse response, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } rule ? Answer(rule, response) : Problems.NotFound("The rule");

    private static async Task<Results<Created<RuleResponse>, ProblemHttpResult>> Create(
        HttpContext context, RuleEditor editor, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<RuleRequest>(context.Request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var errors = new FieldErrors();
        if (RuleValidator.Read(body.Value, errors) is not { } draft)
        {
            return Problems.Validation(errors.ToDictionary());
        }

        var (outcome, rule) = await editor.CreateAsync(draft, cancellationToken);
        if (rule is null)
        {
            return Refuse(outcome, isHeader: false);
        }

        context.Response.Headers.ETag = ETag(rule);
        return TypedResults.Created($"/api/v1/alerting/rules/{rule.Id}", RuleResponse.From(rule));
    }

    private static async Task<Results<Ok<RuleResponse>, ProblemHttpResult>> Replace(
        Guid id, HttpContext context, RuleEditor editor, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<RuleRequest>(context.Request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var errors = new FieldErrors();
        var ifMatch = ReadIfMatch(context.Request, errors);
        if (RuleValidator.Read(body.Value, errors) is not { } draft)
        {
            return Problems.Validation(errors.ToDictionary());
        }

        var (outcome, rule) = await editor.ReplaceAsync(id, draft, ifMatch ?? body.Value.Version, Actor.Of(user), cancellationToken);
        return outcome is RuleEditOutcome.Done ? Answer(rule!, context.Response) : Refuse(outcome, ifMatch is not null);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, RuleEditor editor, ClaimsPrincipal user, HttpRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var ifMatch = ReadIfMatch(request, errors);
        if (errors.Any)
        {
            return Problems.Validation(errors.ToDictionary());
        }

        var outcome = await editor.DeleteAsync(id, ifMatch, Actor.Of(user), cancellationToken);
        return outcome switch
        {
            RuleEditOutcome.Done => TypedResults.NoContent(),
            RuleEditOutcome.WrongOrigin => Problems.Conflict("A built-in rule cannot be deleted. Disable it instead."),
            _ => Refuse(outcome, ifMatch is not null),
        };
    }

    private static Task<Results<Ok<RuleResponse>, ProblemHttpResult>> Enable(
        Guid id, RuleEditor editor, ClaimsPrincipal user, HttpResponse response, CancellationToken cancellationToken) =>
        SwitchAsync(id, isEnabled: true, editor, user, response, cancellationToken);

    private static Task<Results<Ok<RuleResponse>, ProblemHttpResult>> Disable(
        Guid id, RuleEditor editor, ClaimsPrincipal user, HttpResponse response, CancellationToken cancellationToken) =>
        SwitchAsync(id, isEnabled: false, editor, user, response, cancellationToken);

    private static async Task<Results<Ok<RuleResponse>, ProblemHttpResult>> SwitchAsync(
        Guid id, bool isEnabled, RuleEditor editor, ClaimsPrincipal user, HttpResponse response, CancellationToken cancellationToken)
    {
        var (outcome, rule) = await editor.SwitchAsync(id, isEnabled, Actor.Of(user), cancellationToken);
        return outcome is RuleEditOutcome.Done ? Answer(rule!, response) : Refuse(outcome, isHeader: false);
    }

    private static async Task<Results<Ok<RuleResponse>, ProblemHttpResult>> Reset(
        Guid id, RuleEditor editor, ClaimsPrincipal user, HttpResponse response, CancellationToken cancellationToken)
    {
        var (outcome, rule) = await editor.ResetAsync(id, Actor.Of(user), cancellationToken);
        return outcome switch
        {
            RuleEditOutcome.Done => Answer(rule!, response),
            RuleEditOutcome.WrongOrigin => Problems.Conflict("Only a built-in rule has a shipped form to go back to."),
            _ => Refuse(outcome, isHeader: false),
        };
    }

    private static ProblemHttpResult Refuse(RuleEditOutcome outcome, bool isHeader) => outcome switch
    {
        RuleEditOutcome.NotFound => Problems.NotFound("The rule"),
        RuleEditOutcome.TooMany => Problems.Conflict($"There are {RuleEditor.MaxRules} rules already; delete one first."),
        RuleEditOutcome.VersionMismatch when isHeader => Problems.Create(
            StatusCodes.Status412PreconditionFailed,
            "precondition-failed",
            "The rule was changed by somebody else.",
            "Read it again and repeat the change."),
        _ => Problems.Conflict("The rule was changed by somebody else. Read it again and repeat the change."),
    };

    private static Ok<RuleResponse> Answer(AlertRule rule, HttpResponse response)
    {
        response.Headers.ETag = ETag(rule);
        return TypedResults.Ok(RuleResponse.From(rule));
    }

    private static string ETag(AlertRule rule) => $"\"{rule.Version.ToString(CultureInfo.InvariantCulture)}\"";

    private static int? ReadIfMatch(HttpRequest request, FieldErrors errors)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header is "" or "*")
        {
            return null;
        }

        if (int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        errors.Add("If-Match", "Must be the ETag that was read with the rule.");
        return null;
    }
}

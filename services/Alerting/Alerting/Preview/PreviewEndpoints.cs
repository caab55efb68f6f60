using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Alerting.Preview;

/// <summary>The route that tries a rule on the past before it is saved.</summary>
internal static class PreviewEndpoints
{
    private static readonly TimeSpan _defaultSpan = TimeSpan.FromHours(24);
    private static readonly TimeSpan _maxSpan = TimeSpan.FromDays(90);

    public static void MapPreview(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/alerting/rules/preview", Preview).Accepts<PreviewRequest>("application/json").RequireAuthorization(Access.Read);

    private static async Task<Results<Ok<PreviewResponse>, ProblemHttpResult>> Preview(
        HttpRequest request, PreviewReader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<PreviewRequest>(request, JsonBody.DefaultLimitBytes, cancellationToken);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var to = (body.Value.To ?? clock.GetUtcNow()).ToUniversalTime();
        // Near the beginning of time there is no default; the check below says so.
        var from = (body.Value.From ?? (to > DateTimeOffset.UnixEpoch ? to - _defaultSpan : to)).ToUniversalTime();
        var errors = new FieldErrors();
        errors.AddUnless(from < to, "from", "Must be before to.");
        errors.AddUnless(to - from <= _maxSpan, "from", $"May be at most {_maxSpan.TotalDays} days before to.");
        errors.AddUnless(body.Value.Rule is not null, "rule", "Is required.");
        var rule = RuleValidator.Read(body.Value.Rule ?? new(), errors);
        if (errors.Any)
        {
            return Problems.Validation(errors.ToDictionary());
        }

        var (subjects, isTruncated) = await reader.ReadAsync(rule!, from, to, cancellationToken);
        return TypedResults.Ok(PreviewResponse.Of(rule!, from, to, RulePreview.Replay(subjects), isTruncated));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.History;

namespace Monitoring.TaskGeneration.Alerts;

/// <summary>An alert of a list, with the run it is about.</summary>
internal sealed record RunAlertItem(
    Guid IncidentId,
    Guid? RunId,
    string? GenerationType,
    string AlertType,
    string RuleName,
    string Severity,
    string Status,
    string Message,
    double? Threshold,
    double? Actual,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt);

/// <summary>The route that lists the latest alerts about generation runs.</summary>
internal static class AlertEndpoints
{
    public static void MapRunAlerts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/generation/alerts", ListAsync).RequireAuthorization(Access.Read).WithTags("Generation runs");

    private static async Task<Results<Ok<Page<RunAlertItem>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AlertParameters parameters, Cursors cursors, ModuleDatabase<TaskGenerationModule> database, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var filter = AlertFilter.Read(parameters, cursors, reader);
        if (reader.Problem is { } problem)
        {
            return problem;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        var alerts = await RunAlertStore.ListAsync(connection, filter, cancellationToken);
        var page = alerts.Take(filter.Limit).ToArray();
        return TypedResults.Ok(new Page<RunAlertItem>(
            [.. page.Select(ItemOf)],
            alerts.Count > filter.Limit ? cursors.Write(AlertFilter.CursorPurpose, filter.PositionOf(page[^1])) : null));
    }

    private static RunAlertItem ItemOf(RunAlert alert) => new(
        alert.IncidentId, alert.RunId, alert.GenerationType, alert.AlertType, alert.RuleName, alert.Severity, alert.Status, alert.Message,
        alert.Threshold, alert.Actual, alert.CreatedAt, alert.AcknowledgedAt, alert.ResolvedAt);
}

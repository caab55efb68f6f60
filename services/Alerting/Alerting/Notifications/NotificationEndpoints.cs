using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Notifications;

/// <summary>The delivery log.</summary>
internal static class NotificationEndpoints
{
    private const string CursorPurpose = "alerting.notifications";

    public static void MapNotifications(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/alerting/notifications", List).RequireAuthorization(Access.Read);

    private static async Task<Results<Ok<Page<NotificationLine>>, ProblemHttpResult>> List(
        [AsParameters] NotificationFilter filter, ModuleDatabase<AlertingModule> database, Cursors cursors, CancellationToken cancellationToken)
    {
        var parameters = new ParameterReader();
        var query = filter.Read(parameters, cursor => cursors.Read<NotificationPosition>(CursorPurpose, cursor));
        if (parameters.Problem is { } problem)
        {
            return problem;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        // One more than asked for tells whether there is another page.
        var found = await NotificationStore.ListAsync(connection, query with { Limit = query.Limit + 1 }, cancellationToken);
        var items = found.Take(query.Limit).ToList();
        var next = found.Count > query.Limit ? cursors.Write(CursorPurpose, new NotificationPosition(items[^1].CreatedAt, items[^1].Id)) : null;
        return TypedResults.Ok(new Page<NotificationLine>(items, next));
    }
}

/// <summary>Where a reader of the log stands.</summary>
internal sealed record NotificationPosition(DateTimeOffset CreatedAt, Guid Id);

/// <summary>The query parameters of the log.</summary>
internal sealed record NotificationFilter(
    string? Status, string? ChannelId, string? IncidentId, string? From, string? To, string? Limit, string? Cursor)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public NotificationQuery Read(ParameterReader parameters, Func<string, NotificationPosition?> readCursor)
    {
        NotificationPosition? position = null;
        if (!string.IsNullOrEmpty(Cursor) && (position = readCursor(Cursor)) is null)
        {
            parameters.Refuse("cursor", "Not a cursor of this list.");
        }

        return new()
        {
            Status = parameters.Word("status", Status, ["pending", NotificationStore.Sent, NotificationStore.Dead]),
            ChannelId = parameters.Id("channelId", ChannelId),
            IncidentId = parameters.Id("incidentId", IncidentId),
            From = parameters.Time("from", From),
            To = parameters.Time("to", To),
            BeforeAt = position?.CreatedAt,
            BeforeId = position?.Id,
            Limit = parameters.Number("limit", Limit, 1, MaxLimit) ?? DefaultLimit,
        };
    }
}

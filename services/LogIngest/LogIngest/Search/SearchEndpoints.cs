using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.LogIngest.Search;

/// <summary>Reading the log: search, the neighbours of a record, counts over time and by service and level.</summary>
internal static class SearchEndpoints
{
    private const string CursorPurpose = "logs";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private const int DefaultBuckets = 60;
    private const int MaxBuckets = 500;

    // One bucket for any range; a multiple of the minute, so that counts kept by the minute serve.
    private static readonly TimeSpan _facetStep = TimeSpan.FromDays(36_500);

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        // The second is the route of the first monitoring service that this product replaces.
        foreach (var route in new[] { "/api/v1/logs/search", "/api/v1/admin/logs" })
        {
            routes.MapGet(route, SearchAsync).RequireAuthorization(Access.Read)
                .WithSummary("Finds records, newest first.").Produces<SearchAnswer>();
        }

        routes.MapGet("/api/v1/logs/histogram", HistogramAsync).RequireAuthorization(Access.Read)
            .WithSummary("Records over time by level.").Produces<Histogram>();
        routes.MapGet("/api/v1/logs/facets", FacetsAsync).RequireAuthorization(Access.Read)
            .WithSummary("Records by service and by level.").Produces<Facets>();
        routes.MapGet("/api/v1/logs/{id}/context", ContextAsync).RequireAuthorization(Access.Read)
            .WithSummary("A record and its neighbours in the log of its service.").Produces<LogContext>();
    }

    private static async Task<IResult> SearchAsync(
        [AsParameters] FilterParameters parameters,
        string? limit,
        string? cursor,
        LogSearch search,
        Cursors cursors,
        CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var (filter, from, to) = parameters.Read(reader);
        var count = reader.Number("limit", limit, 1, MaxLimit) ?? DefaultLimit;
        var after = string.IsNullOrEmpty(cursor) ? null : cursors.Read<LogPosition>(CursorPurpose, cursor);
        if (after is null && !string.IsNullOrEmpty(cursor))
        {
            reader.Refuse("cursor", "Not a cursor of this list.");
        }

        if (reader.Problem is { } problem)
        {
            return problem;
        }

        var page = await search.FindAsync(filter.ToQuery(), from, to, after, count, cancellationToken);
        return TypedResults.Ok(new SearchAnswer(page.Items, page.Next is null ? null : cursors.Write(CursorPurpose, page.Next), page.IsPartial));
    }

    private static async Task<IResult> HistogramAsync(
        [AsParameters] FilterParameters parameters, string? buckets, LogCounts counts, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var (filter, from, to) = parameters.ReadRange(reader, clock.GetUtcNow());
        var most = reader.Number("buckets", buckets, 1, MaxBuckets) ?? DefaultBuckets;
        if (reader.Problem is { } problem)
        {
            return problem;
        }

        var step = HistogramStep.For(from, to, most);
        return TypedResults.Ok(Histogram.Of(await counts.CountAsync(filter.ToQuery(), from, to, step, cancellationToken), from, to, step));
    }

    private static async Task<IResult> FacetsAsync(
        [AsParameters] FilterParameters parameters, LogCounts counts, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var (filter, from, to) = parameters.ReadRange(reader, clock.GetUtcNow());
        return reader.Problem is { } problem
            ? problem
            : TypedResults.Ok(Facets.Of(await counts.CountAsync(filter.Query, from, to, _facetStep, cancellationToken), filter));
    }

    private static async Task<IResult> ContextAsync(string id, string? count, LogSearch search, CancellationToken cancellationToken)
    {
        var reader = new ParameterReader();
        var neighbours = reader.Number("count", count, 1, MaxLimit) ?? 20;
        if (reader.Problem is { } problem)
        {
            return problem;
        }

        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await search.FindContextAsync(number, neighbours, cancellationToken) is { } context
            ? TypedResults.Ok(context)
            : Problems.NotFound("The record");
    }
}

/// <summary>A page of records, newest first.</summary>
/// <param name="Items">The records.</param>
/// <param name="NextCursor">Goes on after this page; null at the end.</param>
/// <param name="Partial">Time ran out before the page was full; the cursor goes on where the search stopped.</param>
internal sealed record SearchAnswer(IReadOnlyList<LogRecord> Items, string? NextCursor, bool Partial);

/// <summary>The query parameters that all reading routes have in common.</summary>
internal sealed record FilterParameters(
    [FromQuery] string? Q,
    [FromQuery(Name = "service")] string[]? Service,
    [FromQuery(Name = "level")] string[]? Level,
    [FromQuery(Name = "traceId")] string? TraceId,
    [FromQuery] string? From,
    [FromQuery] string? To)
{
    public (LogFilter Filter, DateTimeOffset? From, DateTimeOffset? To) Read(ParameterReader reader)
    {
        var (from, to) = (reader.Time("from", From), reader.Time("to", To));
        if (from >= to)
        {
            reader.Refuse("to", "Later than from.");
        }

        return (LogFilter.Read(reader, Q, Service, Level, TraceId), from, to);
    }

    /// <summary>As <see cref="Read"/>; without a range, the last hour.</summary>
    public (LogFilter Filter, DateTimeOffset From, DateTimeOffset To) ReadRange(ParameterReader reader, DateTimeOffset now)
    {
        var (filter, from, to) = Read(reader);
        var end = to ?? (from >= now ? from.Value.AddHours(1) : now);
        return (filter, from ?? end.AddHours(-1), end);
    }
}

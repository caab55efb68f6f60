using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Query;

/// <summary>What there is to ask for: <c>GET /api/v1/metrics/series</c> and <c>/labels</c>.</summary>
internal static class CatalogueEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private const int MaxLabelValues = 1000;

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/metrics/series", ListSeries).RequireAuthorization(Access.Read);
        routes.MapGet("/api/v1/metrics/labels", ListLabels).RequireAuthorization(Access.Read);
    }

    /// <summary>Active series by number; <c>metric</c> is an exact name, <c>q</c> a part of one.</summary>
    private static Results<Ok<SeriesList>, ProblemHttpResult> ListSeries(
        SeriesRegistry registry, Cursors cursors, string? metric = null, string? q = null, string? limit = null, string? cursor = null)
    {
        var read = new ParameterReader();
        var text = read.Text("q", q);
        var size = read.Number("limit", limit, 1, MaxLimit) ?? DefaultLimit;
        var after = string.IsNullOrEmpty(cursor) ? new SeriesPosition(0) : cursors.Read<SeriesPosition>("metrics.series", cursor);
        if (after is null)
        {
            read.Refuse("cursor", "It was not given out by this list.");
        }

        if (read.Problem is { } problem)
        {
            return problem;
        }

        var matching = Matching(registry, metric, text).SelectMany(one => one.Series).OrderBy(series => series.Id).ToList();
        var page = matching.SkipWhile(series => series.Id <= after!.Id).Take(size + 1).ToList();
        var items = page.Take(size).ToList();
        return TypedResults.Ok(new SeriesList(
            [.. items.Select(Describe)],
            page.Count > size ? cursors.Write("metrics.series", new SeriesPosition(items[^1].Id)) : null,
            matching.Count));
    }

    /// <summary>Labels with their values, each by name; of all metrics or of one.</summary>
    private static Ok<LabelList> ListLabels(SeriesRegistry registry, string? metric = null)
    {
        var labels = Matching(registry, metric, null).SelectMany(one => one.Series).SelectMany(series => series.Labels.Pairs)
            .GroupBy(label => label.Key, label => label.Value, StringComparer.Ordinal).OrderBy(label => label.Key, StringComparer.Ordinal);
        return TypedResults.Ok(new LabelList([.. labels.Select(label =>
        {
            var values = label.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return new LabelItem(label.Key, [.. values.Take(MaxLabelValues)], values.Count);
        })]));
    }

    private static IEnumerable<Metric> Matching(SeriesRegistry registry, string? metric, string? text) => registry.Metrics.Where(one =>
        (string.IsNullOrEmpty(metric) || one.Name == metric) && (text is null || one.Name.Contains(text, StringComparison.OrdinalIgnoreCase)));

    private static SeriesItem Describe(Series series) => new(
        series.Metric.Name,
        MetricKinds.Name(series.Metric.Kind),
        series.Metric.Unit,
        series.Labels.ToDictionary(),
        series.Recent.Latest is { } latest ? new(latest.TimestampMs, latest.Value) : null);
}

internal sealed record SeriesPosition(int Id);

internal sealed record SeriesList(IReadOnlyList<SeriesItem> Items, string? NextCursor, int Total);

/// <summary>An active series.</summary>
/// <param name="Metric">Name of its metric.</param>
/// <param name="Kind">gauge, counter or delta.</param>
/// <param name="Unit">UCUM; empty where unknown.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Last">Its newest sample, as far as memory knows one.</param>
internal sealed record SeriesItem(
    string Metric, string Kind, string Unit, IReadOnlyDictionary<string, string> Labels, ResultPoint? Last);

internal sealed record LabelList(IReadOnlyList<LabelItem> Items);

/// <summary>A label.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its first 1,000 values.</param>
/// <param name="ValueCount">How many it has.</param>
internal sealed record LabelItem(string Name, IReadOnlyList<string> Values, int ValueCount);

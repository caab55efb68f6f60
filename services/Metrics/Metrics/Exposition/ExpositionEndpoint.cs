using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.RunCounters;

namespace Monitoring.Metrics.Exposition;

/// <summary><c>GET /metrics</c>: host, process, runs and the process's own instruments, for Prometheus to scrape.</summary>
/// <remarks>Open to anybody who reaches it, as scrapers expect: hosts serve this path on the management port alone.</remarks>
internal static class ExpositionEndpoint
{
    private static readonly string[] _sources = [CollectionPass.Source, RunTotalsPass.Source];

    public static void MapExposition(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Expose).AllowAnonymous().ExcludeFromDescription();

    private static ContentHttpResult Expose(SeriesRegistry registry, ProcessMeters meters) => TypedResults.Text(
        PrometheusText.Write(meters.Read().Concat(Stored(registry)).OrderBy(reading => reading.Name, StringComparer.Ordinal)),
        PrometheusText.ContentType);

    // What was measured elsewhere is not this process's to expose. The web server's own histogram is there already, in more detail.
    private static IEnumerable<MeterReading> Stored(SeriesRegistry registry) =>
        from metric in registry.Metrics
        where !metric.Name.StartsWith("http.server.", StringComparison.Ordinal)
        let values = metric.Series.Where(series => _sources.Contains(series.Source) && series.Recent.Latest is not null)
            .OrderBy(series => series.Id).Select(series => new MeterValue(series.Labels, series.Recent.Latest!.Value.Value, null)).ToList()
        where values.Count > 0
        select new MeterReading(metric.Name, metric.Unit, "", metric.Kind == MetricKind.Counter ? InstrumentForm.Counter : InstrumentForm.Gauge, values);
}

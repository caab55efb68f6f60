using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Dashboard;

/// <summary>Body of <c>POST /api/v1/monitoring/frontend-metrics</c>.</summary>
internal sealed record FrontendRequest(IReadOnlyList<FrontendMeasurement?>? Metrics);

/// <summary>One measurement of a browser.</summary>
/// <param name="Name">One of <see cref="FrontendMetrics.Units"/>, in any case.</param>
/// <param name="Value">In milliseconds; <c>cls</c> without a unit.</param>
/// <param name="Page">Path of the page; what follows ? or # is dropped.</param>
/// <param name="Rating">good, needs-improvement or poor; anything else is dropped.</param>
/// <param name="Timestamp">Unix milliseconds; without one, now.</param>
internal sealed record FrontendMeasurement(string? Name, double? Value, string? Page, string? Rating, long? Timestamp);

/// <summary>Turns measurements of browsers into points <c>browser.*</c>, whose labels are bounded whatever browsers send.</summary>
/// <remarks>At most 20 names, 3 ratings and 200 pages for as long as the process runs; further pages are counted as <c>other</c>.</remarks>
internal sealed partial class FrontendMetrics
{
    private const int MaxPages = 200;
    private const int MaxPageLength = 128;
    private const string OtherPages = "other";

    private static readonly string[] _ratings = ["good", "needs-improvement", "poor"];

    private readonly ConcurrentDictionary<string, bool> _pages = new();

    /// <summary>What can be measured, with its unit.</summary>
    public static IReadOnlyDictionary<string, string> Units { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["lcp"] = "ms",
        ["inp"] = "ms",
        ["fid"] = "ms",
        ["cls"] = "1",
        ["fcp"] = "ms",
        ["ttfb"] = "ms",
        ["page_load"] = "ms",
        ["dom_content_loaded"] = "ms",
        ["api_call"] = "ms",
        ["interaction"] = "ms",
        ["long_task"] = "ms",
        ["resource_image"] = "ms",
        ["resource_script"] = "ms",
        ["resource_style"] = "ms",
        ["resource_other"] = "ms",
    };

    /// <param name="measurements">What was sent.</param>
    /// <param name="now">The time of measurements that name none.</param>
    /// <param name="refused">Takes those that cannot be stored.</param>
    /// <returns>The points, each with its place in what was sent.</returns>
    public List<(int Index, NewPoint Point)> Read(
        IReadOnlyList<FrontendMeasurement?> measurements, DateTimeOffset now, List<Rejection> refused)
    {
        var points = new List<(int, NewPoint)>();
        var taken = new HashSet<(string, LabelSet, long)>();
        for (var index = 0; index < measurements.Count; index++)
        {
            if (measurements[index] is not { Name: { } name, Value: >= 0 and var value } measurement || !Units.TryGetValue(name, out var unit))
            {
                refused.Add(new(index, RejectionReason.InvalidValue, $"A name of {string.Join(", ", Units.Keys)} and a value from 0 are expected."));
                continue;
            }

            var labels = LabelSet.Of(("page", PageOf(measurement.Page)), ("rating", _ratings.Contains(measurement.Rating) ? measurement.Rating! : ""));
            var timestampMs = measurement.Timestamp ?? now.ToUnixTimeMilliseconds();
            // Several of one kind within a millisecond, e.g. of resources, are several all the same.
            while (!taken.Add((name.ToLowerInvariant(), labels, timestampMs)))
            {
                timestampMs++;
            }

            points.Add((index, new()
            {
                Metric = $"browser.{name.ToLowerInvariant()}",
                Kind = MetricKind.Gauge,
                Unit = unit,
                Labels = labels,
                TimestampMs = timestampMs,
                Value = value,
            }));
        }

        return points;
    }

    // Ids in a path would make a series of every object: /runs/0198c0de-… and /runs/17 are both /runs/:id.
    private string PageOf(string? page)
    {
        var path = (page ?? "").Split('?', '#')[0];
        var normal = string.Join('/', path.Split('/').Select(segment => Id().IsMatch(segment) ? ":id" : segment));
        if (normal.Length is 0 or > MaxPageLength)
        {
            return normal.Length == 0 ? "/" : OtherPages;
        }

        return _pages.ContainsKey(normal) || (_pages.Count < MaxPages && _pages.TryAdd(normal, true)) ? normal : OtherPages;
    }

    [GeneratedRegex(@"^(?:\d+|[0-9a-fA-F]{8,}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}

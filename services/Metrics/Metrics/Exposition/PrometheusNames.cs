using System.Text;

namespace Monitoring.Metrics.Exposition;

/// <summary>Names of OpenTelemetry as Prometheus has them. Pure.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1</remarks>
internal static class PrometheusNames
{
    private static readonly Dictionary<string, string> _units = new()
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["Cel"] = "celsius",
        ["%"] = "percent",
    };

    /// <summary>E.g. <c>system.network.io</c> in By, a counter → <c>system_network_io_bytes_total</c>.</summary>
    public static string Metric(string name, string unit, InstrumentForm form)
    {
        var full = Clean(name, alsoAllowed: ':');
        var suffix = unit == "1" ? (form == InstrumentForm.Gauge ? "ratio" : "") : _units.GetValueOrDefault(unit, "");
        // Some names, e.g. those in _ms, say their unit already.
        if (suffix.Length > 0 && !full.Split('_').Contains(suffix) && !full.EndsWith($"_{unit}", StringComparison.Ordinal))
        {
            full = $"{full}_{suffix}";
        }

        return form == InstrumentForm.Counter && !full.EndsWith("_total", StringComparison.Ordinal) ? $"{full}_total" : full;
    }

    /// <summary>E.g. <c>http.route</c> → <c>http_route</c>.</summary>
    public static string Label(string name) => Clean(name, alsoAllowed: '_');

    private static string Clean(string name, char alsoAllowed)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var character in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(character) || character == alsoAllowed ? character : '_');
        }

        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? text.Insert(0, '_').ToString() : text.ToString();
    }
}

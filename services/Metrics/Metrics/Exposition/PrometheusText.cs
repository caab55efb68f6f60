using System.Globalization;
using System.Text;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Exposition;

/// <summary>Writes readings in the text format 0.0.4 of Prometheus. Pure.</summary>
/// <remarks>https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format</remarks>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <param name="readings">
    /// In the order of the text. Two that get the same name, e.g. <c>a.b</c> and <c>a_b</c>, would be an invalid text; the first stays.
    /// </param>
    public static string Write(IEnumerable<MeterReading> readings)
    {
        var writer = new PrometheusText();
        foreach (var (name, reading) in readings
            .Select(reading => (Name: PrometheusNames.Metric(reading.Name, reading.Unit, reading.Form), Reading: reading)).DistinctBy(one => one.Name))
        {
            writer.Add(name, reading);
        }

        return writer._text.ToString();
    }

    private void Add(string name, MeterReading reading)
    {
        if (reading.Description.Length > 0)
        {
            Line($"# HELP {name} {reading.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}");
        }

        Line($"# TYPE {name} {TypeOf(reading.Form)}");
        foreach (var value in reading.Values)
        {
            if (value.Distribution is { } distribution)
            {
                AddDistribution(name, value, distribution);
            }
            else
            {
                AddSample(name, value.Labels, value.Value);
            }
        }
    }

    private void AddDistribution(string name, MeterValue value, Distribution distribution)
    {
        long below = 0;
        for (var i = 0; i < distribution.Counts.Count; i++)
        {
            below += distribution.Counts[i];
            AddSample($"{name}_bucket", value.Labels.With("le", i < distribution.Bounds.Count ? Number(distribution.Bounds[i]) : "+Inf"), below);
        }

        AddSample($"{name}_sum", value.Labels, value.Value);
        AddSample($"{name}_count", value.Labels, below);
    }

    private void AddSample(string name, LabelSet labels, double value)
    {
        // As with metrics, two labels may get the same name, and a name may stand once.
        var pairs = labels.Pairs.Select(label => (Name: PrometheusNames.Label(label.Key), label.Value)).DistinctBy(label => label.Name)
            .Select(label => $"{label.Name}=\"{Escape(label.Value)}\"");
        Line(labels.Pairs.Count == 0 ? $"{name} {Number(value)}" : $"{name}{{{string.Join(',', pairs)}}} {Number(value)}");
    }

    // The format wants line feeds whatever the platform.
    private void Line(string line) => _text.Append(line).Append('\n');

    private static string TypeOf(InstrumentForm form) => form switch
    {
        InstrumentForm.Counter => "counter",
        InstrumentForm.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Exposition;

/// <summary>What the values of an instrument mean to a reader.</summary>
internal enum InstrumentForm
{
    /// <summary>A total that only grows.</summary>
    Counter,

    /// <summary>A level.</summary>
    Gauge,

    /// <summary>A distribution.</summary>
    Histogram,
}

/// <summary>An instrument of this process and its current values.</summary>
internal sealed record MeterReading(
    string Name, string Unit, string Description, InstrumentForm Form, IReadOnlyList<MeterValue> Values);

/// <summary>The value under one set of tags.</summary>
/// <param name="Labels">The tags.</param>
/// <param name="Value">The total or level; of a distribution the sum.</param>
/// <param name="Distribution">Null for what is none.</param>
internal sealed record MeterValue(LabelSet Labels, double Value, Distribution? Distribution);

/// <summary>A distribution since the start of the process.</summary>
/// <param name="Bounds">Upper bounds, rising.</param>
/// <param name="Counts">How many values lie at or below each bound and above the one before; one more for the rest.</param>
internal sealed record Distribution(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts)
{
    public long Count => Counts.Sum();
}

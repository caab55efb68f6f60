using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Store;

/// <summary>A value of a known series.</summary>
/// <param name="Series">The series.</param>
/// <param name="TimestampMs">Unix time in milliseconds.</param>
/// <param name="Value">Finite.</param>
internal readonly record struct Sample(Series Series, long TimestampMs, double Value);

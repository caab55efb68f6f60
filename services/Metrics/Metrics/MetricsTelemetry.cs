namespace Monitoring.Metrics;

/// <summary>Name of the module's meter.</summary>
internal static class MetricsTelemetry
{
    public const string Name = "Monitoring.Metrics";
}

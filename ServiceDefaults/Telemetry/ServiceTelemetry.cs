using System.Diagnostics;

namespace Monitoring.ServiceDefaults.Telemetry;

/// <summary>Name of the meter and the activity source of what every process has in common.</summary>
public static class ServiceTelemetry
{
    /// <summary>Meters and sources of this product start with this name, so that one wildcard exports them all.</summary>
    public const string Name = "Monitoring.ServiceDefaults";

    /// <summary>Spans of outbox, leases and ingest.</summary>
    public static ActivitySource Source { get; } = new(Name);
}

using System.Diagnostics;

namespace Monitoring.Alerting;

/// <summary>Name of the module's meter and activity source, and of its spans.</summary>
internal static class AlertingTelemetry
{
    public const string Name = "Monitoring.Alerting";

    /// <summary>One per message that rules judge.</summary>
    public const string EvaluateSpan = "alerting evaluate";

    /// <summary>One per attempt to deliver a notification.</summary>
    public const string DeliverSpan = "alerting deliver";

    public static ActivitySource Source { get; } = new(Name);
}

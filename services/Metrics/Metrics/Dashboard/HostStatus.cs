namespace Monitoring.Metrics.Dashboard;

/// <summary>Judges the host by the thresholds of the built-in rules: CPU and memory 90 and 95 %, disk 95 and 98 %. Pure.</summary>
internal static class HostStatus
{
    public const string Healthy = "healthy";
    public const string Warning = "warning";
    public const string Critical = "critical";
    public const string Unknown = "unknown";

    /// <summary>The worst of what is known, in percent.</summary>
    public static string Of(double? cpu, double? memory, double? disk)
    {
        if (cpu is null && memory is null && disk is null)
        {
            return Unknown;
        }

        return cpu > 95 || memory > 95 || disk > 98 ? Critical
            : cpu > 90 || memory > 90 || disk > 95 ? Warning
            : Healthy;
    }
}

namespace Monitoring.LogIngest;

/// <summary>Name of the module's meter.</summary>
internal static class LogIngestTelemetry
{
    public const string Name = "Monitoring.LogIngest";
}

namespace Monitoring.ServiceDefaults.Hosting;

/// <summary>The host cannot do what it was asked to; the message is meant for the person at the terminal.</summary>
internal sealed class HostRefusedException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>2 for a command line that makes no sense, 1 for everything else.</summary>
    public int ExitCode { get; } = exitCode;
}

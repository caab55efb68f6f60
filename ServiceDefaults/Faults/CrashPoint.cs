using System.Diagnostics;

namespace Monitoring.ServiceDefaults.Faults;

/// <summary>Places at which a test can have the process killed, as a power cut would, to prove that nothing accepted is lost there.</summary>
/// <remarks>
/// Active only in the environment <c>Test</c> and with <c>MON_CRASHPOINT=name[:nth]</c>; elsewhere a hit is one null check.
/// </remarks>
public static class CrashPoint
{
    private static readonly (string Name, int Nth)? _armed = ReadArmed();
    private static int _hits;

    /// <summary>Kills the process (SIGKILL) if this point is the armed one and has been reached often enough.</summary>
    public static void Hit(string name)
    {
        if (_armed is { } armed && armed.Name == name && Interlocked.Increment(ref _hits) == armed.Nth)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            // The signal is delivered asynchronously; nothing after the crash point may run.
#pragma warning disable RS0030 // This thread waits for its own end.
            Thread.Sleep(Timeout.Infinite);
#pragma warning restore RS0030
        }
    }

    internal static (string Name, int Nth)? Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var parts = value.Split(':', 2);
        return (parts[0], parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1);
    }

#pragma warning disable RS0030 // Crash points are armed before any configuration exists, and must stay out of it.
    private static (string Name, int Nth)? ReadArmed() =>
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Test"
            ? Parse(Environment.GetEnvironmentVariable("MON_CRASHPOINT"))
            : null;
#pragma warning restore RS0030
}

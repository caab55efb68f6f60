using System.Diagnostics;
using System.Globalization;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>What a running server says about itself in <c>postmaster.pid</c>.</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Port">The port it listens on.</param>
/// <param name="State"><c>starting</c>, <c>ready</c> or <c>stopping</c>.</param>
internal sealed record PostmasterFile(int ProcessId, int Port, string State)
{
    /// <summary>Reads the file of a data folder; null when no server runs there, be the file missing or left behind by a crash.</summary>
    public static PostmasterFile? ReadLive(string folder)
    {
        var path = Path.Combine(folder, "postmaster.pid");
        // One fact a line: process id, data folder, start time, port, socket folder, address, shared memory, state.
        // A server that has only just been started has not written them all.
        if (!File.Exists(path) || File.ReadAllLines(path) is not { Length: >= 1 } lines)
        {
            return null;
        }

        var processId = int.Parse(lines[0], CultureInfo.InvariantCulture);
        if (!IsServerOf(folder, processId))
        {
            return null;
        }

        return lines.Length >= 8
            ? new(processId, int.Parse(lines[3], CultureInfo.InvariantCulture), lines[7].Trim())
            : new(processId, 0, "starting");
    }

    // After a crash the number may belong to another program, even to another Postgres.
    private static bool IsServerOf(string folder, int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            // Arguments are separated by NUL; those of a process that has ended and waits for its parent are empty.
            var commandLine = $"/proc/{processId}/cmdline";
            return File.Exists(commandLine) && File.ReadAllText(commandLine).Split('\0').Contains(folder);
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

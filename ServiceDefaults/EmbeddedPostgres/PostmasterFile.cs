using System.Diagnostics;
using System.Globalization;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>What a running server says about itself in <c>postmaster.pid</c>.</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Port">The port it listens on.</param>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    /// <summary>Reads the file of a data folder; null when no server runs there, be the file missing or left behind by a crash.</summary>
    public static PostmasterFile? ReadLive(string folder)
    {
        var path = Path.Combine(folder, "postmaster.pid");
        // One fact a line: process id, data folder, start time, port, socket folder, address, shared memory, state.
        if (!File.Exists(path) || File.ReadAllLines(path) is not { Length: >= 4 } lines)
        {
            return null;
        }

        var processId = int.Parse(lines[0], CultureInfo.InvariantCulture);
        return IsPostgres(processId) ? new(processId, int.Parse(lines[3], CultureInfo.InvariantCulture)) : null;
    }

    // After a restart of the machine the number may belong to another program.
    private static bool IsPostgres(int processId)
    {
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

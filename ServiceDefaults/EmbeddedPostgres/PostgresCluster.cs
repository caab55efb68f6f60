using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>One Postgres data folder and the commands on it: create, start, stop.</summary>
/// <remarks>
/// The server is started through <c>pg_ctl</c>, which gives it a session of its own: it outlives a crash of this process, and Ctrl+C in
/// a terminal reaches this process only.
/// </remarks>
internal sealed class PostgresCluster(string folder, PostgresBinaries binaries, UnprivilegedUser? user)
{
    /// <summary>The data folder; the user that runs the server must own it or may create it.</summary>
    public string Folder { get; } = folder;

    /// <summary>What the running server wrote about itself, or null when none is running.</summary>
    public PostmasterFile? Running => PostmasterFile.ReadLive(Folder);

    /// <summary>A loopback port nothing listens on at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Creates the data folder, with a superuser <c>postgres</c>.</summary>
    /// <param name="authentication">Further arguments of <c>initdb</c> that say who may connect.</param>
    /// <param name="cancellationToken">Ends the wait, not the command.</param>
    public Task InitializeAsync(IEnumerable<string> authentication, CancellationToken cancellationToken)
    {
        // Text sorts by code point everywhere; upper and lower case are known for every script where the system can tell.
        var characterType = OperatingSystem.IsLinux() ? "C.UTF-8" : OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C";
        return RunAsync(
            "initdb",
            ["-D", Folder, "-U", "postgres", "-E", "UTF8", "--locale=C", $"--lc-ctype={characterType}", "--no-instructions", .. authentication],
            cancellationToken);
    }

    /// <summary>Starts the server on a loopback port and returns once it takes connections.</summary>
    /// <param name="port">Port to listen on.</param>
    /// <param name="logFile">Where the server writes what goes wrong.</param>
    /// <param name="settings">Settings that differ from Postgres' own defaults, e.g. <c>fsync=off</c>.</param>
    /// <param name="cancellationToken">Ends the wait, not the server.</param>
    public async Task StartAsync(int port, string logFile, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        // No Unix socket: its path has a limit of 107 characters that a data folder deep in a home folder exceeds.
        string[] always = ["listen_addresses=127.0.0.1", "unix_socket_directories="];
        var options = string.Join(' ', always.Concat(settings).Select(setting => $"-c {setting}"));
        try
        {
            await RunAsync("pg_ctl", ["start", "-w", "-s", "-D", Folder, "-l", logFile, "-o", $"-p {port} {options}"], cancellationToken);
        }
        catch (EmbeddedPostgresException exception)
        {
            throw new EmbeddedPostgresException($"{exception.Message} The server's own words are in {logFile}.");
        }
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode"><c>fast</c> rolls back what is open and writes everything to disk; <c>immediate</c> is a crash.</param>
    /// <param name="cancellationToken">Ends the wait, not the stop.</param>
    public Task StopAsync(string mode, CancellationToken cancellationToken) =>
        RunAsync("pg_ctl", ["stop", "-w", "-s", "-D", Folder, "-m", mode], cancellationToken);

    private async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var command = new ProcessStartInfo(binaries.PathOf(program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Postgres enters it, and the unprivileged user may not be allowed into ours.
            WorkingDirectory = Path.GetPathRoot(Folder),
        };
        user?.Apply(command);
        using var process = Process.Start(command)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new EmbeddedPostgresException($"'{program}' failed on {Folder}: {(await errors + await output).Trim()}");
        }
    }
}

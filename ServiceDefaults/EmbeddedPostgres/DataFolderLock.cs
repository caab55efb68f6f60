using System.Globalization;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>Keeps a second start away from a data folder; the operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="EmbeddedPostgresException">Another process has the folder; the message names it.</exception>
    public static DataFolderLock Take(string folder)
    {
        // A locked file cannot be read, so its owner leaves its number beside it.
        var owner = Path.Combine(folder, "owner.pid");
        try
        {
            var taken = new DataFolderLock(new FileStream(
                Path.Combine(folder, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return taken;
        }
        catch (IOException)
        {
            var processId = File.Exists(owner) ? File.ReadAllText(owner) : "unknown";
            throw new EmbeddedPostgresException(
                $"The data folder {folder} is in use by process {processId}. Stop that one first, or set MONITORING_DATA to another folder.");
        }
    }

    public void Dispose() => _file.Dispose();
}

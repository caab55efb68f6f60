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
        FileStream file;
        try
        {
            file = new(Path.Combine(folder, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {folder} is in use by {Describe(owner)}. Stop that one first, or set MONITORING_DATA to another folder.");
        }

        File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new(file);
    }

    public void Dispose() => _file.Dispose();

    private static string Describe(string owner)
    {
        try
        {
            return File.ReadAllText(owner) is { Length: > 0 } processId ? $"process {processId}" : "another process";
        }
        catch (IOException)
        {
            // The other one has started this moment, and writes its number or is about to.
            return "another process";
        }
    }
}

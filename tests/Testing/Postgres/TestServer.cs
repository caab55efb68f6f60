using Monitoring.ServiceDefaults.EmbeddedPostgres;

namespace Monitoring.Testing.Postgres;

/// <summary>The Postgres server that all tests of this process share.</summary>
/// <remarks>
/// <c>ConnectionStrings__postgres</c> names a server to use. Without it a private one is started from the machine's own programs, with
/// fsync off, and ended with the process. Its folder is locked while its owner lives; the next run ends and deletes what a killed one left.
/// Test hosts often do not let their process end by itself, so that this is the common way.
/// </remarks>
internal static class TestServer
{
    private static readonly string _root = Path.Combine(Path.GetTempPath(), $"monitoring-tests-{Environment.UserName}");
    private static readonly string[] _settings =
        ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=400", "shared_buffers=128MB"];

    private static readonly Lazy<Task<string>> _connectionString = new(FindOrStartAsync);

    /// <summary>Connects to the server's maintenance database as a user who may create databases.</summary>
    public static Task<string> ConnectionStringAsync => _connectionString.Value;

    private static async Task<string> FindOrStartAsync()
    {
#pragma warning disable RS0030 // Tests have no configuration; this is the variable every host reads too.
        if (Environment.GetEnvironmentVariable("ConnectionStrings__postgres") is { Length: > 0 } given)
#pragma warning restore RS0030
        {
            return given;
        }

        var binaries = PostgresBinaries.FindAll() is [var first, ..]
            ? first
            : throw new InvalidOperationException(
                "The tests need Postgres: set ConnectionStrings__postgres, or install it (Debian: apt-get install postgresql).");
        var user = UnprivilegedUser.Find();
        await ReapAsync(binaries, user);

        var folder = Path.Combine(_root, Guid.CreateVersion7().ToString("n"));
        Directory.CreateDirectory(folder);
        var ownership = new FileStream($"{folder}.lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (user is not null)
        {
            await user.TakeOwnershipAsync(folder, CancellationToken.None);
        }

        var cluster = new PostgresCluster(folder, binaries, user);
        await cluster.InitializeAsync(["-A", "trust", "--no-sync"], CancellationToken.None);
        var port = PostgresCluster.FreePort();
        await cluster.StartAsync(port, Path.Combine(folder, "server.log"), _settings, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAsync(cluster, ownership).GetAwaiter().GetResult();
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    private static async Task ReapAsync(PostgresBinaries binaries, UnprivilegedUser? user)
    {
        foreach (var lockFile in Directory.Exists(_root) ? Directory.GetFiles(_root, "*.lock") : [])
        {
            try
            {
                var ownership = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                await EndAsync(new PostgresCluster(Path.ChangeExtension(lockFile, null), binaries, user), ownership);
            }
            catch (IOException)
            {
                // Its owner is alive, or another run was quicker.
            }
        }
    }

    private static async Task EndAsync(PostgresCluster cluster, FileStream ownership)
    {
        if (cluster.Running is not null)
        {
            await cluster.StopAsync("immediate", CancellationToken.None);
        }

        if (Directory.Exists(cluster.Folder))
        {
            Directory.Delete(cluster.Folder, recursive: true);
        }

        File.Delete(ownership.Name);
        await ownership.DisposeAsync();
    }
}

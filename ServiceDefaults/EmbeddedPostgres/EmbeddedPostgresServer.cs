using Npgsql;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>The private Postgres of a process that was given no connection string.</summary>
/// <remarks>
/// Everything is below <c>{data folder}/postgres</c>. It listens on a loopback port, asks for a random password and runs under an
/// unprivileged account where this process is root. When this process ends properly the server is stopped; when it crashes the server
/// goes on, and the next start takes it over.
/// </remarks>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    // Every hosted module has a connection pool of its own.
    private static readonly string[] _settings = ["max_connections=200"];
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(20);

    private readonly PostgresCluster _cluster;
    private readonly DataFolderLock _ownership;

    private EmbeddedPostgresServer(PostgresCluster cluster, DataFolderLock ownership, string connectionString)
    {
        _cluster = cluster;
        _ownership = ownership;
        ConnectionString = connectionString;
    }

    /// <summary>Connects as the owner of the server.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts the server of <paramref name="dataFolder"/>, creating it at the first time, or takes over the one that runs there.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be started; the message says what to do.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        dataFolder = Path.GetFullPath(dataFolder);
        var user = UnprivilegedUser.Find();
        var folder = ServerFolder.Open(dataFolder, user);
        var ownership = DataFolderLock.Take(dataFolder);
        try
        {
            await folder.PrepareAsync(user, cancellationToken);
            var installed = PostgresBinaries.FindAll(ServerFolder.NpmPrograms(dataFolder));
            var binaries = PostgresBinaries.Choose(installed, folder.MajorVersion, folder.Data);
            if (folder.MajorVersion is null)
            {
                await CreateAsync(folder, new(folder.UnfinishedData, binaries, user), cancellationToken);
            }

            var cluster = new PostgresCluster(folder.Data, binaries, user);
            var connectionString = new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = await EnsureRunningAsync(cluster, folder, cancellationToken),
                Username = "postgres",
                Password = await File.ReadAllTextAsync(folder.PasswordFile, cancellationToken),
                Database = "postgres",
            };
            return new(cluster, ownership, connectionString.ConnectionString);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server: open transactions are rolled back, everything committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_cluster.Running is not null)
        {
            await _cluster.StopAsync("fast", CancellationToken.None);
        }

        _ownership.Dispose();
    }

    private static async Task CreateAsync(ServerFolder folder, PostgresCluster unfinished, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.UnfinishedData))
        {
            Directory.Delete(folder.UnfinishedData, recursive: true);
        }

        await unfinished.InitializeAsync(["-A", "scram-sha-256", $"--pwfile={folder.PasswordFile}"], cancellationToken);
        Directory.Move(folder.UnfinishedData, folder.Data);
    }

    private static async Task<int> EnsureRunningAsync(PostgresCluster cluster, ServerFolder folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (cluster.Running)
            {
                case null:
                    await cluster.StartAsync(folder.ChoosePort(), folder.LogFile, _settings, cancellationToken);
                    break;
                case { State: "ready" } running:
                    return running.Port;
                default:
                    // The process before this one crashed while its server was starting or stopping.
                    await Task.Delay(_pollInterval, TimeProvider.System, cancellationToken);
                    break;
            }
        }
    }
}

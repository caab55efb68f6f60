using Dapper;
using Monitoring.ServiceDefaults.EmbeddedPostgres;
using Npgsql;

namespace Monitoring.ServiceDefaults.Tests.EmbeddedPostgres;

public sealed class EmbeddedPostgresServerTests : IDisposable
{
    private readonly string _dataFolder = Directory.CreateTempSubdirectory("monitoring-data-").FullName;

    public EmbeddedPostgresServerTests()
    {
        if (!OperatingSystem.IsWindows())
        {
            // As root the server runs under another account, which has to get in.
            File.SetUnixFileMode(_dataFolder, File.GetUnixFileMode(_dataFolder) | UnixFileMode.OtherExecute);
        }
    }

    private string PasswordFile => Path.Combine(_dataFolder, "postgres", "password");

    public void Dispose() => Directory.Delete(_dataFolder, recursive: true);

    [Fact]
    public async Task Data_and_port_survive_a_stop()
    {
        string connectionString;
        await using (var first = await StartAsync())
        {
            connectionString = first.ConnectionString;
            await ExecuteAsync(first, "create table kept (id int)");
        }

        await using var second = await StartAsync();

        Assert.Equal(connectionString, second.ConnectionString);
        await ExecuteAsync(second, "insert into kept values (1)");
    }

    [Fact]
    public async Task A_remembered_port_that_is_taken_is_replaced_by_a_free_one()
    {
        int port;
        await using (var first = await StartAsync())
        {
            port = PortOf(first);
        }

        using var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        squatter.Start();
        await using var second = await StartAsync();

        Assert.NotEqual(port, PortOf(second));
        await ExecuteAsync(second, "select 1");
    }

    [Fact]
    public async Task The_server_asks_for_its_password_which_only_its_account_can_read()
    {
        await using var server = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);

        var error = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PasswordFile));
        }
    }

    [Fact]
    public async Task A_second_start_on_the_same_folder_is_refused_and_told_who_has_it()
    {
        await using var first = await StartAsync();

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(StartAsync);

        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        await ExecuteAsync(first, "select 1");
    }

    [Fact]
    public async Task A_creation_that_was_cut_short_is_begun_again()
    {
        var unfinished = Directory.CreateDirectory(Path.Combine(_dataFolder, "postgres", "data.new"));
        await File.WriteAllTextAsync(Path.Combine(unfinished.FullName, "PG_VERSION"), "15");

        await using var server = await StartAsync();

        await ExecuteAsync(server, "select 1");
        Assert.False(unfinished.Exists && Directory.Exists(unfinished.FullName));
    }

    [Fact]
    public async Task A_password_that_a_kill_left_half_written_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(_dataFolder, "postgres"));
        await File.WriteAllTextAsync(PasswordFile, "");

        await using var server = await StartAsync();

        await ExecuteAsync(server, "select 1");
    }

    [Fact]
    public async Task Of_two_first_starts_at_once_one_is_told_of_the_other()
    {
        var starts = new[] { Task.Run(StartAsync), Task.Run(StartAsync) };

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => Task.WhenAll(starts));

        await using var server = await starts.Single(start => start.IsCompletedSuccessfully);
        Assert.Contains("is in use by", error.Message, StringComparison.Ordinal);
        await ExecuteAsync(server, "select 1");
    }

    [Fact]
    public async Task Data_of_another_version_is_left_alone_and_the_version_named()
    {
        var data = Directory.CreateDirectory(Path.Combine(_dataFolder, "postgres", "data"));
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "PG_VERSION"), "9\n");

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(StartAsync);

        Assert.Contains("written by Postgres 9", error.Message, StringComparison.Ordinal);
        Assert.Single(data.GetFiles());
    }

    [Fact]
    public async Task A_folder_the_servers_account_cannot_enter_is_named()
    {
        if (OperatingSystem.IsWindows() || UnprivilegedUser.Find() is null)
        {
            // Only root runs the server under another account.
            return;
        }

        File.SetUnixFileMode(_dataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(StartAsync);

        Assert.Contains($"may not enter {_dataFolder}", error.Message, StringComparison.Ordinal);
    }

    private Task<EmbeddedPostgresServer> StartAsync() => EmbeddedPostgresServer.StartAsync(_dataFolder, default);

    private static int PortOf(EmbeddedPostgresServer server) => new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

    private static async Task ExecuteAsync(EmbeddedPostgresServer server, string sql)
    {
        // Not pooled: a connection kept open would be cut by the stop at the end of the test.
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        await connection.ExecuteAsync(sql);
    }
}

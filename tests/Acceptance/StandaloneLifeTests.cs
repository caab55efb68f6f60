using System.Diagnostics;
using Monitoring.Testing;

namespace Monitoring.Acceptance;

/// <summary>Starts and ends of the product on its own private Postgres.</summary>
public sealed class StandaloneLifeTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_killed_process_leaves_its_database_running_for_the_next_start()
    {
        await using var standalone = new StandaloneProcess();
        await standalone.StartAsync();
        var run = await standalone.Http.SendAsync("/api/v1/generation/runs", new { generationType = "auto" });
        var server = ServerOf(standalone);

        await standalone.KillAsync();
        Assert.False(server.HasExited);
        await standalone.StartAsync();

        Assert.Equal(server.Id, ServerOf(standalone).Id);
        Assert.Equal("running", (await standalone.Http.ReadAsync($"/api/v1/generation/runs/{run.Text("id")}")).Text("status"));

        await standalone.StopAsync();
        await Eventually.TrueAsync(() => server.HasExited, _limit);
    }

    [Fact]
    public async Task A_second_start_on_the_same_data_is_refused_and_told_who_has_it()
    {
        await using var first = new StandaloneProcess();
        await first.StartAsync();
        await using var second = new StandaloneProcess(new Dictionary<string, string> { ["MONITORING_DATA"] = first.DataFolder });

        second.Launch();

        Assert.Equal(1, await second.WaitForExitAsync(_limit));
        Assert.Contains($"is in use by process {first.Id}", second.Output, StringComparison.Ordinal);
        Assert.Equal("healthy", (await first.Http.ReadAsync("/health/live")).Text("status"));
    }

    [Fact]
    public async Task Metrics_are_exposed_on_the_management_port_only()
    {
        await using var standalone = new StandaloneProcess();
        await standalone.StartAsync();
        using var management = new HttpClient(new SocketsHttpHandler()) { BaseAddress = standalone.ManagementAddress };

        using var exposed = await management.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var hidden = await standalone.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var foreign = await management.GetAsync(new Uri("/api/v1/generation/runs", UriKind.Relative));

        Assert.Equal((200, 404, 404), ((int)exposed.StatusCode, (int)hidden.StatusCode, (int)foreign.StatusCode));
    }

    [Theory]
    [InlineData("--list-targets", 0, "alerting")]
    [InlineData("--target=nowhere", 2, "Unknown target 'nowhere'")]
    [InlineData("--verify-config", 0, "The configuration is valid.")]
    [InlineData("--verify-config --PORT=high", 1, "PORT is 'high'")]
    [InlineData("--verify-config --Metrics:Store:SealSamples=1", 1, "SealSamples")]
    public async Task A_flag_answers_in_one_sentence_and_an_exit_code(string arguments, int exitCode, string message)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Monitoring.Standalone.dll"), .. arguments.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Contains(message, await output + await errors, StringComparison.Ordinal);
        Assert.Equal(exitCode, process.ExitCode);
    }

    // The first line of the file is the server's process id.
    private static Process ServerOf(StandaloneProcess standalone) => Process.GetProcessById(int.Parse(
        File.ReadLines(Path.Combine(standalone.DataFolder, "postgres", "data", "postmaster.pid")).First(),
        System.Globalization.CultureInfo.InvariantCulture));
}

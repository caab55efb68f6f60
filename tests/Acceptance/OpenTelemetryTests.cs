using System.Diagnostics;
using Monitoring.Testing;

namespace Monitoring.Acceptance;

/// <summary>Logs, a metric and a run that the official OpenTelemetry JavaScript exporters send arrive (tests/OtlpClients says what they send).</summary>
public sealed class OpenTelemetryTests : IAsyncLifetime
{
    private readonly StandaloneProcess _standalone = new();

    public Task InitializeAsync() => _standalone.StartAsync();

    public async Task DisposeAsync() => await _standalone.DisposeAsync();

    [Theory]
    [InlineData("http")]
    [InlineData("proto")]
    public async Task What_the_official_exporters_send_can_be_found(string format)
    {
        foreach (var signal in new[] { "logs", "metrics", "traces" })
        {
            Assert.Equal((0, "accepted"), await SendAsync(signal, format));
        }

        var declined = Assert.Single((await _standalone.Http.ReadAsync("/api/v1/logs/search?service=checkout&q=declined")).GetProperty("items").EnumerateArray());
        Assert.Equal(("ERROR", "5b8efff798038103d269b633813fc60c"), (declined.Text("level"), declined.Text("traceId")));
        Assert.Equal(4711, declined.GetProperty("attributes").GetProperty("order.id").GetInt32());

        var now = TimeProvider.System.GetUtcNow();
        var orders = await _standalone.Http.SendAsync("/api/v1/metrics/query", new
        {
            queries = new[]
            {
                new
                {
                    metric = "orders", aggregation = "last", filter = new { region = "us" }, groupBy = new[] { "region" },
                    from = now.AddMinutes(-5), to = now.AddMinutes(1), step = "15s",
                },
            },
        });
        var point = orders.GetProperty("results")[0].GetProperty("series")[0].GetProperty("points").EnumerateArray().Last();
        Assert.Equal(4, point[1].GetDouble());

        var run = Assert.Single((await _standalone.Http.ReadAsync("/api/v1/generation/runs?source=checkout")).GetProperty("items").EnumerateArray());
        Assert.Equal(("partial", 70), (run.Text("status"), run.GetProperty("successRate").GetInt32()));
    }

    private async Task<(int ExitCode, string Output)> SendAsync(string signal, string format)
    {
        var start = new ProcessStartInfo("node", ["send.mjs", _standalone.Address.ToString(), signal, format, StandaloneProcess.AdminKey])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "OtlpClients"),
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Monitoring.Demo.Hosting;
using Monitoring.TaskGeneration;
using Monitoring.Testing;

namespace Monitoring.Demo.Tests;

/// <summary>The demo against the real module: what it reports is what its data implies.</summary>
public sealed class DemoPassTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demo-test-").FullName;

    // Monthly for all 24 clients: vat-return, payroll, bank-reconciliation; for the 12 in the north: reminders; for the 3 in the east: archive-check.
    private const int Monthly = (24 * 3) + 12 + 3;

    // Of the 3 in the east one leaves after September and is skipped from then on, in every template that concerns it.
    public static TheoryData<string, int, int, int, int> Expected => new()
    {
        { "auto", 1, Monthly, 0, 0 },
        { "auto", 2, Monthly, 3, 0 },                        // no 31st
        { "auto", 3, Monthly + 24, 0, 0 },                   // quarterly-report
        { "auto", 4, Monthly, 6 + 6 + 3, 0 },                // 6 clients without address, two letters; no 31st
        { "auto", 5, Monthly, 6 + 6, 0 },
        { "auto", 6, Monthly + 24, 3, 0 },
        { "auto", 7, Monthly + 4, 4, 0 },                    // a rule that cannot be read
        { "auto", 8, Monthly, 0, 0 },
        { "auto", 9, Monthly + 24, 5 + 5 + 3, 0 },           // 5 clients without address, payroll and quarterly-report; no 31st
        { "auto", 10, Monthly, 0, 4 },
        { "auto", 11, Monthly, 14 + 12 + 2, 4 },             // 14 without address; no 31st for the 2 that are left in the east
        { "auto", 12, Monthly + 24 + 24, 0, 4 + 2 },
        { "one_time", 2, 24, 0, 0 },
        { "one_time", 6, 24, 0, 0 },
        { "one_time", 9, 5, 5, 0 },
        { "one_time", 10, 24, 0, 1 },
        { "manual", 1, 3, 0, 0 },
        { "manual", 3, 4, 0, 0 },
        { "manual", 5, 4, 2, 0 },
        { "manual", 8, 1, 1, 0 },                            // breaks: the template is gone
        { "manual", 12, 3, 0, 0 },
    };

    [Fact]
    public async Task One_pass_reports_exactly_what_the_templates_imply()
    {
        var (code, output, errors) = await RunAsync("--address", module.Address.ToString(), "--api-key", "any", "--year", "2026", "--once", "--speed", "max", "--output", _folder);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(Expected.Count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var page = (await module.Http.GetFromJsonAsync<JsonNode>("/api/v1/generation/runs?limit=500&targetYear=2026"))!;
        var reported = page["items"]!.AsArray().Select(run => (
            Text(run!, "generationType"), Number(run!, "targetMonth"), Number(run!, "totalCount"), Number(run!, "failedCount"), Number(run!, "skippedCount")));
        Assert.Equal(
            Expected.Select((object[] row) => ((string)row[0], (int)row[1], (int)row[2], (int)row[3], (int)row[4])).Order(),
            reported.Order());
        Assert.All(page["items"]!.AsArray(), run =>
        {
            Assert.Equal(Number(run!, "failedCount"), Number(run!, "errorCount"));
            Assert.Matches("^[0-9a-f]{32}$", Text(run!, "traceId"));
        });
        Assert.Equal(Monthly, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "2026", "2026-01-auto.json")))!.AsArray().Count);
    }

    [Fact]
    public async Task An_item_that_fails_is_reported_with_its_stack_and_its_reason()
    {
        await RunAsync("--address", module.Address.ToString(), "--api-key", "any", "--year", "2027", "--once", "--speed", "max", "--output", _folder);

        var page = (await module.Http.GetFromJsonAsync<JsonNode>("/api/v1/generation/runs?generationType=one_time&targetYear=2027&targetMonth=9"))!;
        var detail = (await module.Http.GetFromJsonAsync<JsonNode>($"/api/v1/generation/runs/{Assert.Single(page["items"]!.AsArray())!["id"]}"))!;

        Assert.Equal("failed", Text(detail, "status"));
        var error = detail["errors"]!.AsArray().Single(error => Text(error!["context"]!, "subject") == "c-13")!;
        Assert.Equal(("c-13 has no address on file.", "Monitoring.Demo.Generation.AddressMissingException"), (Text(error, "message"), Text(error, "errorType")));
        Assert.Contains("TaskGenerator.Generate", Text(error, "stack"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_that_is_not_there_is_said_to_be_so()
    {
        var (code, _, errors) = await RunAsync("--address", "http://127.0.0.1:1", "--api-key", "any", "--once");

        Assert.Equal(5, code);
        Assert.StartsWith("No suite answers at http://127.0.0.1:1/", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_looked_for_in_the_data_folder_of_a_suite_on_this_machine()
    {
        var without = await RunAsync("--once");
        await File.WriteAllTextAsync(Path.Combine(_folder, "demo-key"), "from-the-file\n");

        Assert.Equal((2, true), (without.Code, without.Errors.StartsWith("No API key", StringComparison.Ordinal)));
        Assert.Equal("from-the-file", ApiKeyLookup.Find(null, Environment(_folder)));
        Assert.Equal("given", ApiKeyLookup.Find("given", Environment(_folder)));
    }

    [Theory]
    [InlineData("--speed", "ludicrous")]
    [InlineData("--year", "1")]
    [InlineData("--year", "soon")]
    [InlineData("--address", "ftp://x")]
    [InlineData("--unknown")]
    public void A_wrong_command_line_is_refused(params string[] args) =>
        Assert.NotEmpty(DemoCommand.Create(Environment(_folder), TextWriter.Null, TextWriter.Null).Parse(args).Errors);

    [Fact]
    public async Task A_demo_that_goes_on_ends_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        var output = new StringWriter();
        var options = new DemoOptions(module.Address, "any", 2028, Reporting.Pace.Of("fast"), IsOnce: false, _folder);

        var running = DemoProcess.RunAsync(options, output, TextWriter.Null, stop.Token);
        await Eventually.TrueAsync(() => output.ToString().Split('\n').Length > Expected.Count + 1, TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.EndsWith("Stopping.", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await DemoCommand.Create(Environment(_folder), output, errors).Parse(args).InvokeAsync();
        return (code, output.ToString(), errors.ToString());
    }

    private static IConfiguration Environment(string dataFolder) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("MONITORING_DATA", dataFolder)]).Build();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}

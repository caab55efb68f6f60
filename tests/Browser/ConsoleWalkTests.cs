using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Monitoring.Browser;

/// <summary>What a person does in the console, on a real Standalone in a real browser.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ConsoleWalkTests(ConsoleFixture console)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 10_000 };

    [Fact]
    public async Task A_stranger_is_sent_to_the_login_page_and_a_used_link_is_refused()
    {
        await using var stranger = await console.OpenAsync();

        await stranger.Page.GotoAsync("/admin/monitoring/runs");
        await stranger.Page.WaitForURLAsync("**/login**");
        await stranger.Page.GotoAsync(console.LoginLink);

        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("./run link");
    }

    [Fact]
    public async Task Overview_shows_the_host_and_the_runs_without_complaint()
    {
        await using var page = await console.OpenSignedInAsync();
        await StartRunAsync("overview_probe");

        await page.GoToAsync("/admin/monitoring");

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        await Assertions.Expect(page.Page.Locator("canvas").First).ToBeVisibleAsync(_soon);
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("Generation runs", "/admin/monitoring/runs")]
    [InlineData("Alerts", "/admin/monitoring/alerts")]
    [InlineData("Logs", "/admin/monitoring/logs")]
    [InlineData("Settings", "/admin/monitoring/settings")]
    public async Task Navigation_leads_to_every_page(string name, string path)
    {
        await using var page = await console.OpenSignedInAsync();
        await page.GoToAsync("/admin/monitoring");

        await page.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { NameRegex = new($"^{name}") }).ClickAsync();

        await page.Page.WaitForURLAsync($"**{path}*");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_run_that_fails_appears_by_itself_raises_its_alert_and_a_good_run_resolves_it()
    {
        const string Type = "walk";
        await using var runs = await console.OpenSignedInAsync();
        await using var alerts = await console.OpenSignedInAsync();
        await runs.GoToAsync("/admin/monitoring/runs");
        await alerts.GoToAsync("/admin/monitoring/alerts");

        var failed = await StartRunAsync(Type);
        await ReportErrorAsync(failed);
        await CompleteAsync(failed, success: 0, failures: 20);

        await Assertions.Expect(runs.Page.GetByRole(AriaRole.Link, new() { Name = Type, Exact = true })).ToBeVisibleAsync(_soon);
        var incident = alerts.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = Type }).First;
        await Assertions.Expect(incident).ToBeVisibleAsync(_soon);

        await runs.Page.GetByRole(AriaRole.Link, new() { Name = Type, Exact = true }).ClickAsync();
        await Assertions.Expect(runs.Page.GetByText("Subject 17 has no address").First).ToBeVisibleAsync(_soon);

        await CompleteAsync(await StartRunAsync(Type), success: 20, failures: 0);
        await Assertions.Expect(alerts.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = Type })).ToHaveCountAsync(0, new() { Timeout = 10_000 });
        Assert.Empty(runs.Complaints);
        Assert.Empty(alerts.Complaints);
    }

    [Fact]
    public async Task Live_tail_pauses_without_losing_a_line()
    {
        await using var page = await console.OpenSignedInAsync();
        await page.GoToAsync("/admin/monitoring/logs?live=1");
        await SendLogAsync("tail line before the pause");
        await Assertions.Expect(page.Page.GetByText("tail line before the pause")).ToBeVisibleAsync(_soon);

        await page.Page.Locator("body").PressAsync(" ");
        for (var line = 1; line <= 30; line++)
        {
            await SendLogAsync($"tail line {line} while paused");
        }

        var pill = page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new(@"\b30\b.*new") });
        await Assertions.Expect(pill).ToBeVisibleAsync(_soon);
        await Assertions.Expect(page.Page.GetByText("tail line 30 while paused")).ToHaveCountAsync(0);

        await pill.ClickAsync();
        await Assertions.Expect(page.Page.GetByText("tail line 30 while paused")).ToBeVisibleAsync(_soon);
        await Assertions.Expect(page.Page.GetByText("tail line 1 while paused", new() { Exact = true })).ToBeVisibleAsync(_soon);
        Assert.Empty(page.Complaints);
    }

    private async Task<string> StartRunAsync(string type)
    {
        var run = await PostAsync("/api/v1/generation/runs", new { generationType = type, targetYear = 2026, targetMonth = 11 });
        return run.GetProperty("id").GetString()!;
    }

    private Task<JsonElement> ReportErrorAsync(string run) =>
        PostAsync($"/api/v1/generation/runs/{run}/errors", new { type = "AddressMissing", message = "Subject 17 has no address" });

    private Task<JsonElement> CompleteAsync(string run, int success, int failures) => PostAsync(
        $"/api/v1/generation/runs/{run}/complete",
        new { stats = new { total = success + failures, success, failed = failures, skipped = 0 }, durationMs = 120 });

    private Task<JsonElement> SendLogAsync(string message) =>
        PostAsync("/api/v1/logs/ingest", new[] { new { level = "INFO", service = "browser-tests", message } });

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await console.Standalone.Http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}

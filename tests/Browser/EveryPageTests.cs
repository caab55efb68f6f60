using Microsoft.Playwright;

namespace Monitoring.Browser;

/// <summary>Every page, in both themes and languages: no complaint of the browser, no accessibility violation, nothing wider than the screen.</summary>
[Collection(ConsoleTests.Name)]
public sealed class EveryPageTests(ConsoleFixture console)
{
    private static readonly string[] _paths =
    [
        "/login",
        "/admin/monitoring",
        "/admin/monitoring/runs",
        "/admin/monitoring/runs?tab=stats",
        "/admin/monitoring/runs?tab=matrix",
        "/admin/monitoring/runs/{run}",
        "/admin/monitoring/runs/diff?left={run}&right={otherRun}",
        "/admin/monitoring/alerts",
        "/admin/monitoring/alerts?sel={incident}",
        "/admin/monitoring/alerts?tab=rules",
        "/admin/monitoring/alerts?tab=history",
        "/admin/monitoring/alerts?tab=channels",
        "/admin/monitoring/logs",
        "/admin/monitoring/logs?sel={log}",
        "/admin/monitoring/settings",
    ];

    public static TheoryData<string, ColorScheme, string> Pages { get; } = AllPages();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_is_clean_and_accessible(string path, ColorScheme scheme, string language)
    {
        await using var page = await console.OpenSignedInAsync(scheme, language);

        await page.GoToAsync(console.Content.Fill(path));

        Assert.Empty(await page.FindAccessibilityViolationsAsync());
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("/admin/monitoring")]
    [InlineData("/admin/monitoring/runs")]
    [InlineData("/admin/monitoring/alerts")]
    [InlineData("/admin/monitoring/logs")]
    [InlineData("/admin/monitoring/settings")]
    public async Task Page_fits_a_phone(string path)
    {
        await using var page = await console.OpenSignedInAsync();
        await page.Page.SetViewportSizeAsync(412, 915);

        await page.GoToAsync(path);

        var overflow = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, overflow);
    }

    private static TheoryData<string, ColorScheme, string> AllPages()
    {
        var pages = new TheoryData<string, ColorScheme, string>();
        foreach (var path in _paths)
        {
            pages.Add(path, ColorScheme.Dark, "zh-CN");
            pages.Add(path, ColorScheme.Light, "en-US");
        }

        return pages;
    }
}

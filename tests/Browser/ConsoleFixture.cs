using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Monitoring.Testing;

namespace Monitoring.Browser;

/// <summary>One Standalone and one Chromium for all browser tests.</summary>
/// <remarks>Needs Chromium at <c>/usr/bin/chromium</c> and a built console; <c>./run test</c> provides both.</remarks>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public StandaloneProcess Standalone { get; } = new(new Dictionary<string, string>
    {
        ["Console__Path"] = Path.Combine(RepositoryRoot(), "services", "Console", "dist"),
        ["Metrics__Collection__Interval"] = "00:00:01",
    });

    public async Task InitializeAsync()
    {
        await Standalone.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Standalone.DisposeAsync();
    }

    /// <summary>A fresh browser session on the login page's one-time link, signed in.</summary>
    public async Task<ConsolePage> SignInAsync(ColorScheme scheme = ColorScheme.Dark, string language = "en-US")
    {
        var page = await OpenAsync(scheme, language);
        await page.SignInAsync(await Standalone.CreateLoginLinkAsync());
        return page;
    }

    /// <summary>A fresh browser session that nobody has signed in to.</summary>
    public async Task<ConsolePage> OpenAsync(ColorScheme scheme = ColorScheme.Dark, string language = "en-US")
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Standalone.Address.ToString(),
            ColorScheme = scheme,
            Locale = language,
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        return new ConsolePage(context, await context.NewPageAsync());
    }

    public static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}

[CollectionDefinition(Name)]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleFixture>
{
    public const string Name = "console";
}

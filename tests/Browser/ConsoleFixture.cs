using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Monitoring.Testing;

namespace Monitoring.Browser;

/// <summary>One Standalone and one Chromium for all browser tests.</summary>
/// <remarks>Needs Chromium at <c>/usr/bin/chromium</c> and a built console; <c>./run test</c> provides both.</remarks>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _session;

    public StandaloneProcess Standalone { get; } = new(new Dictionary<string, string>
    {
        ["Console__Path"] = Path.Combine(RepositoryRoot(), "services", "Console", "dist"),
        ["Metrics__Collection__Interval"] = "00:00:01",
    });

    public async Task InitializeAsync()
    {
        await Standalone.StartAsync();
        Content = await ConsoleContent.ReportAsync(Standalone.Http);
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

        // Printed once the process listens, which a probe may notice first.
        await Eventually.TrueAsync(() => LoginLinkInOutput() is { Length: > 0 }, TimeSpan.FromSeconds(10));
        LoginLink = LoginLinkInOutput();
        await using var first = await OpenAsync();
        await first.SignInAsync(LoginLink);
        _session = await first.Page.Context.StorageStateAsync();
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

    /// <summary>What there is to see.</summary>
    public ConsoleContent Content { get; private set; } = null!;

    /// <summary>The one-time link that Standalone printed at its start, already used by the fixture.</summary>
    public string LoginLink { get; private set; } = "";

    /// <summary>A fresh browser window of the person whom the fixture has signed in by the one-time link.</summary>
    public Task<ConsolePage> OpenSignedInAsync(ColorScheme scheme = ColorScheme.Dark, string language = "en-US") =>
        OpenAsync(scheme, language, _session);

    /// <summary>A fresh browser window; of a stranger unless a session is given.</summary>
    public async Task<ConsolePage> OpenAsync(ColorScheme scheme = ColorScheme.Dark, string language = "en-US", string? session = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Standalone.Address.ToString(),
            ColorScheme = scheme,
            Locale = language,
            StorageState = session,
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        return new ConsolePage(context, await context.NewPageAsync());
    }

    private string LoginLinkInOutput() => Regex.Match(Standalone.Output, @"http://\S+/login\?token=\S+(?=\s)").Value;

    public static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}

[CollectionDefinition(Name)]
public sealed class ConsoleTests : ICollectionFixture<ConsoleFixture>
{
    public const string Name = "console";
}

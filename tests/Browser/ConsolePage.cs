using System.Text.Json;
using Microsoft.Playwright;

namespace Monitoring.Browser;

/// <summary>A page of the console as a person has it open, with what its developer tools would complain about.</summary>
public sealed class ConsolePage : IAsyncDisposable
{
    private static readonly string _axe = File.ReadAllText(
        Path.Combine(ConsoleFixture.RepositoryRoot(), "services", "Console", "node_modules", "axe-core", "axe.min.js"));

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public ConsolePage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"exception: {error}");
    }

    public IPage Page { get; }

    /// <summary>Console errors and warnings, uncaught exceptions and policy violations so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task SignInAsync(string loginLink)
    {
        await Page.GotoAsync(loginLink);
        await Page.WaitForURLAsync("**/admin/monitoring");
    }

    /// <summary>Opens a page of the console and waits until nothing of it is loading any more.</summary>
    public async Task GoToAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    /// <summary>What axe finds against WCAG 2.1 A and AA: rule and elements, one line each.</summary>
    public async Task<IReadOnlyList<string>> FindAccessibilityViolationsAsync()
    {
        // Evaluated in the page's own world by the debugger, so that the content security policy stays as it is.
        await Page.EvaluateAsync(_axe);
        var result = await Page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
                .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary.split('\n').slice(1).join(' ')}`))
            """);
        return [.. result.EnumerateArray().Select(line => line.GetString()!)];
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}

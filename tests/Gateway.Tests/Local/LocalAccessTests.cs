using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.Local;
using Monitoring.ServiceDefaults.Http;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Local;

public sealed class LocalAccessTests(LocalAccessTests.Fixture gateway) : IClassFixture<LocalAccessTests.Fixture>
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_printed_link_signs_in_and_its_token_is_in_no_log()
    {
        await Eventually.TrueAsync(() => gateway.Printed.Contains("token=", StringComparison.Ordinal), _soon);
        var link = Regex.Match(gateway.Printed, @"(http://127\.0\.0\.1:\d+)/login\?token=([A-Za-z0-9_-]{43})");
        using var browser = gateway.Browser();

        using var page = await browser.GetAsync(new Uri(link.Value));
        using var response = await browser.PostAsJsonAsync("/auth/setup", new { token = link.Groups[2].Value });

        Assert.Equal((gateway.Address.GetLeftPart(UriPartial.Authority), HttpStatusCode.NoContent), (link.Groups[1].Value, response.StatusCode));
        Assert.NotEmpty(gateway.Logged);
        Assert.DoesNotContain(gateway.Logged, line => line.Contains(link.Groups[2].Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_on_disk_is_private_and_renewed_once_it_is_used()
    {
        var file = Path.Combine(gateway.DataFolder, "setup-token");
        await Eventually.TrueAsync(() => File.Exists(file), _soon);
        var first = await File.ReadAllTextAsync(file);
        using var browser = gateway.Browser();

        using var response = await browser.PostAsJsonAsync("/auth/setup", new { token = first });

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await Eventually.TrueAsync(async () => await File.ReadAllTextAsync(file) != first, _soon);
        AssertPrivate(file);
    }

    [Fact]
    public async Task The_demo_has_a_key_that_reports_and_reads()
    {
        var file = Path.Combine(gateway.DataFolder, "demo-key");
        using var program = gateway.Program(await File.ReadAllTextAsync(file));

        var me = await program.GetFromJsonAsync<Me>("/auth/me");

        Assert.Equal(("key:demo", string.Join(' ', Access.TasksWrite, Access.LogsWrite, Access.MetricsWrite, Access.Read)), (me!.Name, string.Join(' ', me.Access)));
        AssertPrivate(file);
    }

    [Fact]
    public async Task A_restart_keeps_the_demo_key_while_it_is_valid()
    {
        var file = Path.Combine(gateway.DataFolder, "demo-key");
        var demoKey = gateway.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<DemoKey>().Single();
        var first = await File.ReadAllTextAsync(file);

        await demoKey.StartAsync(CancellationToken.None);
        var kept = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "worn out");
        await demoKey.StartAsync(CancellationToken.None);

        Assert.Equal(first, kept);
        Assert.Matches("^mon_api_", await File.ReadAllTextAsync(file));
    }

    private static void AssertPrivate(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private sealed record Me(string Name, string[] Access);

    /// <summary>The gateway as somebody starts it on their own machine, with everything it prints and logs.</summary>
    public sealed class Fixture : GatewayFixture
    {
        private readonly StringWriter _terminal = new();
        private readonly LogLines _log = new();

        public string DataFolder { get; } = Directory.CreateTempSubdirectory("monitoring-local-").FullName;

        public string Printed => _terminal.ToString();

        public IReadOnlyCollection<string> Logged => _log.Lines;

        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
            builder.AddLocalAccess();
            builder.Services.AddSingleton(new LocalAccess(DataFolder, TextWriter.Synchronized(_terminal)));
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}

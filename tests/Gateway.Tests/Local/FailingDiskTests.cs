using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Local;

/// <summary>Moves the clock, so it has a gateway of its own.</summary>
public sealed class FailingDiskTests(LocalAccessTests.Fixture gateway) : IClassFixture<LocalAccessTests.Fixture>
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_disk_that_fails_ends_neither_the_host_nor_the_renewal()
    {
        var file = Path.Combine(gateway.DataFolder, "setup-token");
        await Eventually.TrueAsync(() => File.Exists(file), _soon);
        File.Delete(file);
        Directory.CreateDirectory(file);
        using var browser = gateway.Browser();

        using var response = await browser.PostAsJsonAsync("/auth/setup", new { token = await gateway.IssueTokenAsync() });
        await Eventually.TrueAsync(() => gateway.Logged.Any(line => line.StartsWith("No new login link", StringComparison.Ordinal)), _soon);
        Directory.Delete(file);

        await Eventually.TrueAsync(
            () =>
            {
                gateway.Time.Advance(TimeSpan.FromMinutes(1));
                return File.Exists(file);
            },
            _soon);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Monitoring.Client.Tests;

public sealed class OptionsTests
{
    [Fact]
    public async Task A_wrong_setting_stops_the_start_and_all_of_them_are_named()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGenerationMonitor(options =>
        {
            options.BaseAddress = new Uri("ftp://monitoring");
            options.Capacity = 0;
        });
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("ftp://monitoring", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(GenerationMonitorOptions.ApiKey), exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(GenerationMonitorOptions.Capacity), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_stops_delivers_what_waits_below_the_path_of_the_address()
    {
        await using var server = await StubServer.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGenerationMonitor(options => (options.BaseAddress, options.ApiKey) = (new Uri(server.Address, "/monitoring"), "key"));
        using var host = builder.Build();
        await host.StartAsync();

        host.Services.GetRequiredService<GenerationMonitor>().RecordGenerationStart("auto");
        await host.StopAsync();

        Assert.Equal("/monitoring/api/v1/generation/runs", Assert.Single(server.Requests).PathAndQuery);
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}

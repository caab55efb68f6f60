using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Monitoring.Client.Tests;

/// <summary>A program that uses the client as its users do: registered, configured and disposed by a container.</summary>
internal sealed class MonitorHost : IAsyncDisposable
{
    public const string ApiKey = "test-key";

    private readonly ServiceProvider _services;

    public MonitorHost(
        Uri address, TimeProvider? clock = null, Action<GenerationMonitorOptions>? configure = null, Func<DelegatingHandler>? handler = null)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddGenerationMonitor(options =>
        {
            (options.BaseAddress, options.ApiKey, options.Source) = (address, ApiKey, "tests");
            configure?.Invoke(options);
        });
        if (handler is not null)
        {
            services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(handler));
        }

        _services = services.BuildServiceProvider();
        Monitor = _services.GetRequiredService<GenerationMonitor>();
    }

    public GenerationMonitor Monitor { get; }

    public IServiceProvider Services => _services;

    public LogRecorder Log { get; } = new();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

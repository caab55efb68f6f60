using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Client.Queries;
using Monitoring.Client.Recording;

namespace Monitoring.Client;

/// <summary>Adds the recording of generation runs to a program.</summary>
public static class GenerationMonitorExtensions
{
    private const string HttpClientName = "Monitoring.Client";

    /// <summary>Registers <see cref="GenerationMonitor"/>; a stopping host delivers what is still waiting.</summary>
    /// <exception cref="OptionsValidationException">At the start of the host: a setting is missing or out of range.</exception>
    public static IServiceCollection AddGenerationMonitor(this IServiceCollection services, Action<GenerationMonitorOptions> configure)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GenerationMonitorOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GenerationMonitorOptions>, ValidateGenerationMonitorRanges>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GenerationMonitorOptions>, ValidateGenerationMonitorAddress>());
        services.AddHttpClient(HttpClientName, ConfigureClient)
            // The client lives as long as the program, so its connections must not: addresses change.
            .UseSocketsHttpHandler(static (handler, _) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton(Create);
        return services.AddHostedService<FlushAtStop>();
    }

    private static GenerationMonitor Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<GenerationMonitorOptions>>().Value;
        var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        var clock = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILogger<GenerationMonitor>>();
        var metrics = new ClientMetrics(services.GetRequiredService<IMeterFactory>());
        return new(
            new RecordSender(http, options, metrics, clock, logger), new RecordWriter(options.Source, clock, logger), new QueryClient(http), clock);
    }

    private static void ConfigureClient(IServiceProvider services, HttpClient client)
    {
        var options = services.GetRequiredService<IOptions<GenerationMonitorOptions>>().Value;
        client.BaseAddress = new Uri($"{options.BaseAddress!.AbsoluteUri.TrimEnd('/')}/api/v1/generation/");
        client.Timeout = options.RequestTimeout;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
    }

    // Disposal by the container would do, but the host stops its services while their logs and metrics still leave the process.
    private sealed class FlushAtStop(GenerationMonitor monitor) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => await monitor.DisposeAsync();
    }
}

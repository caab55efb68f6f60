using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Client;
using Monitoring.Demo.Generation;
using Monitoring.Demo.Reporting;
using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Hosting;

/// <summary>One life of the demo: check that the suite answers, work, deliver what is still waiting.</summary>
internal static class DemoProcess
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        AddServices(services, options, output);
        await using var provider = services.BuildServiceProvider();
        using var metrics = DemoTelemetry.ExportMetrics(options);
        var monitor = provider.GetRequiredService<GenerationMonitor>();
        if (await FindObstacleAsync(monitor, options.Address, cancellationToken) is var (code, message))
        {
            await errors.WriteLineAsync(message);
            return code;
        }

        try
        {
            await provider.GetRequiredService<DemoLoad>().RunAsync(options.Year, options.Pace, options.IsOnce, cancellationToken);
        }
        // Being stopped is how a demo that goes on for ever ends.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopping.");
        }

        await monitor.DisposeAsync();
        if (monitor.DroppedCount > 0)
        {
            await errors.WriteLineAsync($"{monitor.DroppedCount} records could not be delivered.");
            return ExitCode.Failed;
        }

        return ExitCode.Success;
    }

    private static void AddServices(IServiceCollection services, DemoOptions options, TextWriter output)
    {
        services.AddLogging(logging => DemoTelemetry.ExportLogs(logging, options));
        services.AddGenerationMonitor(monitor =>
        {
            monitor.BaseAddress = options.Address;
            monitor.ApiKey = options.ApiKey;
            monitor.Source = DemoTelemetry.ServiceName;
        });
        services.AddSingleton(TemplateFile.Load(Path.Combine(AppContext.BaseDirectory, TemplateFile.FileName)));
        services.AddSingleton(new TaskFolder(options.OutputFolder));
        services.AddSingleton(output);
        services.AddSingleton<TaskGenerator>();
        services.AddSingleton<DemoMetrics>();
        services.AddSingleton<MonitoredGeneration>();
        services.AddSingleton<DemoLoad>();
    }

    // The client never fails; so whether anybody listens is asked before hundreds of records are sent to nobody.
    private static async Task<(int Code, string Message)?> FindObstacleAsync(GenerationMonitor monitor, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await monitor.GetGenerationStatsAsync(cancellationToken: cancellationToken);
            return null;
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return (ExitCode.Refused, $"{address} refuses the API key: {exception.Message}");
        }
        catch (HttpRequestException exception)
        {
            return (ExitCode.Unavailable, $"No suite answers at {address}: {exception.Message} Start it with ./run, or give --address.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (ExitCode.Unavailable, $"{address} does not answer in time.");
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Monitoring.ServiceDefaults.Telemetry;

/// <summary>Exports traces, metrics and logs of the process by OTLP, configured by the standard <c>OTEL_*</c> variables.</summary>
public static class TelemetryExtensions
{
    /// <summary>Starts the export when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; without it nothing is collected and nothing is paid.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">Name of the process; <c>OTEL_SERVICE_NAME</c> wins over it.</param>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Services.AddMetrics();
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.IncludeScopes = true;
        });

        new OpenTelemetryBuilder(builder.Services)
            .ConfigureResource(resource => resource.AddService(serviceName).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource("Monitoring.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit"))
            .WithMetrics(metrics => metrics.AddMeter(
                "Monitoring.*",
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel",
                "System.Net.Http",
                "System.Runtime",
                "Npgsql",
                "MassTransit"))
            .WithLogging()
            .UseOtlpExporter();
        builder.Services.AddHostedService<TelemetryProviders>();
        return builder;
    }

    // Stands in for AddOpenTelemetry() of OpenTelemetry.Extensions.Hosting; see docs/adr/0002 for when it goes.
    private sealed class OpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = services;
    }

    // Resolving the providers starts them; the container disposes them, which flushes.
    private sealed class TelemetryProviders(TracerProvider tracing, MeterProvider metrics, LoggerProvider logging) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await Task.Run(() => _ = tracing.ForceFlush(2000) & metrics.ForceFlush(2000) & logging.ForceFlush(2000), cancellationToken);
        }
    }
}

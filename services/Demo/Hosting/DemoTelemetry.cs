using Microsoft.Extensions.Logging;
using Monitoring.Demo.Reporting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Monitoring.Demo.Hosting;

/// <summary>Sends the demo's logs and metrics to the suite, by the exporter any OpenTelemetry program uses.</summary>
internal static class DemoTelemetry
{
    public const string ServiceName = "demo";

    private const int MetricIntervalMs = 5000;

    public static void ExportLogs(ILoggingBuilder logging, DemoOptions options)
    {
        // The requests of the client library are its own business.
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddOpenTelemetry(logger =>
        {
            logger.IncludeFormattedMessage = true;
            logger.SetResourceBuilder(Resource());
            logger.AddOtlpExporter(exporter => Connect(exporter, options, "v1/logs"));
        });
    }

    public static MeterProvider ExportMetrics(DemoOptions options) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(Resource())
        .AddMeter(DemoMetrics.MeterName, "Monitoring.Client")
        .AddOtlpExporter((exporter, reader) =>
        {
            Connect(exporter, options, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = MetricIntervalMs;
        })
        .Build();

    private static ResourceBuilder Resource() => ResourceBuilder.CreateDefault().AddService(ServiceName);

    private static void Connect(OtlpExporterOptions exporter, DemoOptions options, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.Address.AbsoluteUri.TrimEnd('/')}/{path}");
        exporter.Headers = $"X-Api-Key={options.ApiKey}";
    }
}

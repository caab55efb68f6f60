using Google.Protobuf;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.ServiceDefaults.Otlp;

/// <summary>What became of a request whose every record was either stored or is refused for good.</summary>
/// <param name="Rejected">Records that were refused; a sender must not repeat them.</param>
/// <param name="Message">Why, in a sentence for the sender's operator; empty when nothing was refused.</param>
public readonly record struct OtlpOutcome(long Rejected, string Message)
{
    /// <summary>Every record was stored.</summary>
    public static OtlpOutcome Accepted { get; } = new(0, "");
}

/// <summary>The two messages of one OTLP signal.</summary>
/// <param name="Request">Parser of the request.</param>
/// <param name="Answer">Builds the answer of a request.</param>
public sealed record OtlpSignal<TRequest>(MessageParser<TRequest> Request, Func<OtlpOutcome, IMessage> Answer)
    where TRequest : IMessage<TRequest>, new();

/// <summary>The signals this product reads.</summary>
public static class OtlpSignals
{
    /// <summary>Log records.</summary>
    public static OtlpSignal<ExportLogsServiceRequest> Logs { get; } = new(
        ExportLogsServiceRequest.Parser,
        static outcome => new ExportLogsServiceResponse
        {
            PartialSuccess = outcome.Rejected == 0 ? null : new() { RejectedLogRecords = outcome.Rejected, ErrorMessage = outcome.Message },
        });

    /// <summary>Metric data points.</summary>
    public static OtlpSignal<ExportMetricsServiceRequest> Metrics { get; } = new(
        ExportMetricsServiceRequest.Parser,
        static outcome => new ExportMetricsServiceResponse
        {
            PartialSuccess = outcome.Rejected == 0 ? null : new() { RejectedDataPoints = outcome.Rejected, ErrorMessage = outcome.Message },
        });

    /// <summary>Spans.</summary>
    public static OtlpSignal<ExportTraceServiceRequest> Traces { get; } = new(
        ExportTraceServiceRequest.Parser,
        static outcome => new ExportTraceServiceResponse
        {
            PartialSuccess = outcome.Rejected == 0 ? null : new() { RejectedSpans = outcome.Rejected, ErrorMessage = outcome.Message },
        });
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.TaskGeneration.Spans;

/// <summary><c>POST /v1/traces</c>: runs that are reported by OpenTelemetry spans.</summary>
internal static class SpanEndpoint
{
    public static void MapRunSpans(this IEndpointRouteBuilder routes) =>
        routes.MapOtlp("/v1/traces", OtlpSignals.Traces, StoreAsync).RequireAuthorization(Access.TasksWrite).WithTags("Generation runs");

    private static Task<OtlpOutcome> StoreAsync(HttpContext context, ExportTraceServiceRequest request) =>
        context.RequestServices.GetRequiredService<SpanIntake>().StoreAsync(request, context.RequestAborted);
}

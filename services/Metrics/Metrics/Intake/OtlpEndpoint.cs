using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.Metrics.Intake;

/// <summary><c>POST /v1/metrics</c>: OTLP over HTTP, protobuf and JSON, plain and gzip.</summary>
internal static class OtlpEndpoint
{
    public static void MapOtlpMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapOtlp("/v1/metrics", OtlpSignals.Metrics, StoreAsync).RequireAuthorization(Access.MetricsWrite);

    private static async Task<OtlpOutcome> StoreAsync(HttpContext context, ExportMetricsServiceRequest request)
    {
        var points = OtlpPoints.Read(request);
        var intake = context.RequestServices.GetRequiredService<PointIntake>();
        var outcome = await intake.StoreAsync(CallerId.Of(context.User), points.Points, context.RequestAborted);
        return points.Conclude(outcome.Rejections);
    }
}

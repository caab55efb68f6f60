using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.ServiceDefaults.Otlp;

/// <summary>Maps OTLP/HTTP routes: decodes, hands over, and answers in the request's own format, errors as <c>google.rpc.Status</c>.</summary>
/// <remarks>
/// A sender repeats 429, 502, 503 and 504 only, and throws away what any other error refused
/// (https://opentelemetry.io/docs/specs/otlp/#failures-1), so whatever passes by itself must not end as 500.
/// </remarks>
public static partial class OtlpEndpoints
{
    /// <summary>Maps one signal.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="pattern">The route, e.g. <c>/v1/logs</c>.</param>
    /// <param name="signal">Its messages.</param>
    /// <param name="store">
    /// Stores a request and returns once that is durable. It reports only permanent refusals; it throws what should be repeated, and then
    /// must have stored nothing.
    /// </param>
    public static RouteHandlerBuilder MapOtlp<TRequest>(
        this IEndpointRouteBuilder routes,
        string pattern,
        OtlpSignal<TRequest> signal,
        Func<HttpContext, TRequest, Task<OtlpOutcome>> store)
        where TRequest : IMessage<TRequest>, new() =>
        // As a delegate, not as a RequestDelegate, or OpenAPI would leave the route out.
        routes.MapPost(pattern, (Delegate)((HttpContext context) => HandleAsync(context, signal, store)));

    private static async Task HandleAsync<TRequest>(
        HttpContext context, OtlpSignal<TRequest> signal, Func<HttpContext, TRequest, Task<OtlpOutcome>> store)
        where TRequest : IMessage<TRequest>, new()
    {
        if (OtlpFormat.Of(context.Request.ContentType) is not { } format)
        {
            await WriteAsync(context, OtlpFormat.Json, StatusCodes.Status415UnsupportedMediaType, OtlpError.UnsupportedContentType);
            return;
        }

        try
        {
            var request = await ReadAsync(context, format, signal.Request);
            await WriteAsync(context, format, StatusCodes.Status200OK, signal.Answer(await store(context, request)));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            var (statusCode, status) = OtlpError.Describe(exception);
            if (statusCode >= StatusCodes.Status500InternalServerError)
            {
                LogFailed(context.RequestServices.GetRequiredService<ILogger<OtlpFormat>>(), context.Request.Path, exception);
            }

            if (statusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            await WriteAsync(context, format, statusCode, status);
        }
    }

    private static async Task<TRequest> ReadAsync<TRequest>(HttpContext context, OtlpFormat format, MessageParser<TRequest> parser)
        where TRequest : IMessage<TRequest>, new()
    {
        using var body = await context.Request.ReadBodyAsync(context.RequestAborted);
        return format.Decode(parser, body.Bytes.Span);
    }

    private static async Task WriteAsync(HttpContext context, OtlpFormat format, int statusCode, IMessage answer)
    {
        var bytes = format.Encode(answer);
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = format.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "OTLP request to {Path} failed")]
    private static partial void LogFailed(ILogger logger, PathString path, Exception exception);
}

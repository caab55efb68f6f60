using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Ingest;
using Npgsql;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>Turns everything that goes wrong at the edge into a problem with a trace id.</summary>
internal static class ProblemExtensions
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            // The framework fills in a link to RFC 9110; the types of this product are its own and stable.
            if (problem.Type?.StartsWith("/problems/", StringComparison.Ordinal) != true)
            {
                problem.Type = $"/problems/{NameOf(problem.Status ?? 500)}";
            }
        });
        services.AddExceptionHandler<ExceptionProblems>();
        return services;
    }

    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();

    private static string NameOf(int status) => status switch
    {
        400 => "malformed-body",
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        406 => "not-acceptable",
        408 => "request-timeout",
        409 => "conflict",
        413 => "payload-too-large",
        415 => "unsupported-media-type",
        429 => "rate-limited",
        431 => "headers-too-large",
        502 => "upstream-unreachable",
        503 => "dependency-unavailable",
        504 => "upstream-timeout",
        _ => "internal",
    };
}

/// <summary>Names the failures that a caller can act on; anything else is a bug and becomes 500 with a trace id only.</summary>
internal sealed partial class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read an answer; 499 is what proxies log for it.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Describe(exception);
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        if (problem.Status >= 500)
        {
            LogFailed(httpContext.Request.Method, httpContext.Request.Path, exception);
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    internal static ProblemDetails Describe(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => New(413, "The body is too large.", null),
        BadHttpRequestException { InnerException: JsonException json } => New(400, "The body could not be read.", Explain(json)),
        BadHttpRequestException bad => New(bad.StatusCode, "The request could not be read.", bad.Message),
        JsonException json => New(400, "The body could not be read.", Explain(json)),
        IngestOverloadedException => New(429, "More is being sent than can be stored.", "Nothing was stored. Repeat the request after a pause."),
        // A client may repeat a 503, and must not repeat a 500: what passes by itself has to be told apart from a bug.
        NpgsqlException { IsTransient: true } or TimeoutException or { InnerException: TimeoutException }
            => New(503, "The database is not reachable.", "Nothing was stored. Repeat the request."),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.DiskFull }
            => New(503, "The database is not available.", "Nothing was stored. Repeat the request."),
        // Backstop for text that a route did not check; JSON can spell a NUL, and Postgres cannot keep it.
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter }
            => New(400, "The request holds a character that cannot be stored.", "Leave out U+0000."),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => New(504, "The query took too long.", "Narrow the time range."),
        NpgsqlException and not PostgresException => New(503, "The database is not reachable.", "Nothing was stored. Repeat the request."),
        _ => New(500, "Something went wrong here.", null),
    };

    private static ProblemDetails New(int status, string title, string? detail) => new() { Status = status, Title = title, Detail = detail };

    private static string Explain(JsonException json) =>
        json.Path is null ? "Not valid JSON." : $"Not valid at {json.Path}, line {json.LineNumber + 1}.";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailed(string method, PathString path, Exception exception);
}

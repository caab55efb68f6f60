using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.ServiceDefaults.Otlp;

/// <summary>Decides how a failed OTLP request is answered. Pure.</summary>
internal static class OtlpError
{
    // Codes of gRPC, https://grpc.io/docs/guides/status-codes/.
    private const int InvalidArgument = 3;
    private const int ResourceExhausted = 8;
    private const int Unimplemented = 12;
    private const int Internal = 13;
    private const int Unavailable = 14;

    public static Status UnsupportedContentType { get; } = new()
    {
        Code = Unimplemented,
        Message = $"Content-Type can be {OtlpFormat.Protobuf.ContentType} or {OtlpFormat.Json.ContentType}.",
    };

    public static (int StatusCode, Status Status) Describe(Exception exception)
    {
        if (exception is InvalidDataException undecodable)
        {
            return (StatusCodes.Status400BadRequest, new() { Code = InvalidArgument, Message = undecodable.Message });
        }

        var problem = ExceptionProblems.Describe(exception);
        var statusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return (statusCode, new() { Code = CodeOf(statusCode), Message = $"{problem.Title} {problem.Detail}".TrimEnd() });
    }

    private static int CodeOf(int statusCode) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => ResourceExhausted,
        StatusCodes.Status415UnsupportedMediaType => Unimplemented,
        StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout => Unavailable,
        >= 500 => Internal,
        _ => InvalidArgument,
    };
}

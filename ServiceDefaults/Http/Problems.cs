using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>The errors of the HTTP surface as RFC 9457 problems with a stable <c>type</c> of the form <c>/problems/name</c>.</summary>
/// <remarks>A detail never holds a stack, SQL, a secret, or more than 64 characters of a refused value.</remarks>
public static class Problems
{
    /// <summary>400: the body is not what its content type says.</summary>
    public static ProblemHttpResult MalformedBody(string detail) =>
        Create(StatusCodes.Status400BadRequest, "malformed-body", "The body could not be read.", detail);

    /// <summary>400: one value is refused; see <see cref="Validation"/> for several.</summary>
    public static ProblemHttpResult Invalid(string field, string message) =>
        Validation(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>400: values are refused, each field with all its reasons.</summary>
    public static ProblemHttpResult Validation(IDictionary<string, string[]> errors) => TypedResults.Problem(
        new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Type = "/problems/validation",
            Title = "Some values are not valid.",
            Detail = string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}")),
        });

    /// <summary>404: no such object, or not one that the caller may know of.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        Create(StatusCodes.Status404NotFound, "not-found", $"{what} was not found.", null);

    /// <summary>409: the state of the object does not allow it.</summary>
    public static ProblemHttpResult Conflict(string detail) =>
        Create(StatusCodes.Status409Conflict, "conflict", "The current state does not allow this.", detail);

    /// <summary>413: larger than the limit, after decompression.</summary>
    public static ProblemHttpResult PayloadTooLarge(long limitBytes) =>
        Create(StatusCodes.Status413PayloadTooLarge, "payload-too-large", "The body is too large.", $"The limit is {limitBytes} bytes after decompression.");

    /// <summary>415: not a content type or encoding that the route reads.</summary>
    public static ProblemHttpResult UnsupportedMediaType(string detail) =>
        Create(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "This content type is not read here.", detail);

    /// <summary>A problem with the given status; <paramref name="name"/> is the last part of its type.</summary>
    public static ProblemHttpResult Create(int status, string name, string title, string? detail) =>
        TypedResults.Problem(statusCode: status, type: $"/problems/{name}", title: title, detail: detail);
}

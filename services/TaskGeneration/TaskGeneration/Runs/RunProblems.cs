using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>Why a request about runs is refused; see the README for the list.</summary>
internal static class RunProblems
{
    public static ProblemHttpResult InvalidId() => Problems.Invalid("id", "A UUID.");

    public static ProblemHttpResult UnknownRun() => Problems.NotFound("The run");

    public static ProblemHttpResult InvalidIdempotencyKey() => Problems.Invalid(IdempotencyKey.Header, "From 1 to 255 characters.");

    public static ProblemHttpResult IdempotencyMismatch() => Problems.Create(
        StatusCodes.Status409Conflict, "idempotency-mismatch", "This Idempotency-Key was used for another request.", "Send a new key with new content.");
}

using System.Net;

namespace Monitoring.Client.Recording;

/// <summary>Why a record was dropped; the values are the tag of the drop counter.</summary>
internal static class DropReason
{
    /// <summary>As many waited as may wait.</summary>
    public const string Full = "full";

    /// <summary>The system will never take it.</summary>
    public const string Refused = "refused";

    /// <summary>The system failed on it again and again.</summary>
    public const string ServerError = "server_error";

    /// <summary>What the caller handed in cannot be written as JSON.</summary>
    public const string NotWritable = "not_writable";

    /// <summary>The program ended before it was sent.</summary>
    public const string Shutdown = "shutdown";

    public static IReadOnlyList<string> All { get; } = [Full, Refused, ServerError, NotWritable, Shutdown];
}

/// <summary>Decides what to do after an attempt to send. Pure.</summary>
/// <param name="Drop">Why to give the record up; null to go on.</param>
/// <param name="Retry">How long to wait before the next attempt; null when there is none.</param>
internal readonly record struct SendDecision(string? Drop, TimeSpan? Retry)
{
    private const int MaxServerErrors = 5;

    private static readonly TimeSpan _maxBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _maxRetryAfter = TimeSpan.FromMinutes(5);

    /// <param name="status">The answer; null when none came.</param>
    /// <param name="retryAfter">What the answer asks to wait.</param>
    /// <param name="attempt">How many attempts there were, from 1.</param>
    /// <param name="jitter">0 to 1, so that programs which failed together do not come back together.</param>
    public static SendDecision After(HttpStatusCode? status, TimeSpan? retryAfter, int attempt, double jitter) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => default,
        // Says nothing about this record: it is tried for as long as the program runs.
        null
            or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            => new(null, Wait(retryAfter, attempt, jitter)),
        // A fault there may lie in this record, and others wait behind it.
        >= HttpStatusCode.InternalServerError => attempt < MaxServerErrors
            ? new(null, Wait(retryAfter, attempt, jitter))
            : new(DropReason.ServerError, null),
        _ => new(DropReason.Refused, null),
    };

    private static TimeSpan Wait(TimeSpan? retryAfter, int attempt, double jitter)
    {
        var backOff = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt - 1), _maxBackOff.TotalSeconds)) * (0.5 + (jitter / 2));
        return retryAfter > backOff ? TimeSpan.FromTicks(Math.Min(retryAfter.Value.Ticks, _maxRetryAfter.Ticks)) : backOff;
    }
}

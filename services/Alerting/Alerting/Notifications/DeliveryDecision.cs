namespace Monitoring.Alerting.Notifications;

/// <summary>What becomes of a notification after an attempt.</summary>
internal abstract record DeliveryDecision
{
    /// <summary>Longest pause between two attempts that is not the receiver's wish.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromMinutes(5);

    /// <summary>Longest pause that a receiver may wish for.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(15);

    /// <summary>After this long an incident is no news any more.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private DeliveryDecision()
    {
    }

    /// <summary>It has arrived.</summary>
    public sealed record Sent : DeliveryDecision;

    /// <summary>Again after <paramref name="Delay"/>.</summary>
    public sealed record Retry(TimeSpan Delay) : DeliveryDecision;

    /// <summary>Never again.</summary>
    public sealed record Dead : DeliveryDecision;

    /// <summary>Decides. Pure.</summary>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="attempt">Which attempt it was, from 1.</param>
    /// <param name="age">Since the notification was written.</param>
    /// <param name="jitter">0 to 1: the part of the back-off that is waited, so that many do not come back at once.</param>
    public static DeliveryDecision Decide(DeliveryResult result, int attempt, TimeSpan age, double jitter)
    {
        if (result.Outcome is DeliveryOutcome.Delivered)
        {
            return new Sent();
        }

        if (!result.IsRetryable || age >= GiveUpAfter)
        {
            return new Dead();
        }

        // The exponent is bounded: 2^9 s is beyond the limit already.
        var backOff = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(attempt - 1, 9)), MaxBackOff.TotalSeconds));
        var delay = backOff / 2 + (backOff / 2 * jitter);
        var wished = result.RetryAfter is { } retryAfter && retryAfter > MaxRetryAfter ? MaxRetryAfter : result.RetryAfter;
        return new Retry(wished > delay ? wished.Value : delay);
    }
}

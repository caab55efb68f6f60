namespace Monitoring.Alerting.Notifications;

/// <summary>How an attempt to deliver ended.</summary>
internal enum DeliveryOutcome
{
    Delivered,

    /// <summary>408: the receiver gave up waiting for us.</summary>
    RequestTimeout,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>No connection, or it broke.</summary>
    NetworkError,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>Any other answer, redirects included: the same request will not fare better.</summary>
    Rejected,

    /// <summary>The host leads to an address that must not be called.</summary>
    Refused,

    /// <summary>The channel was switched off or deleted before its turn came.</summary>
    ChannelGone,

    /// <summary>The channel's secret cannot be read.</summary>
    SecretUnreadable,
}

/// <summary>The outcome, the status code where there was an answer, and how long the receiver asked us to wait.</summary>
internal sealed record DeliveryResult(DeliveryOutcome Outcome, int? StatusCode = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the same request may succeed later.</summary>
    // A name may point to another address tomorrow; a refusal is tried again like a host that does not answer.
    public bool IsRetryable => Outcome is DeliveryOutcome.RequestTimeout or DeliveryOutcome.RateLimited or DeliveryOutcome.ServerError
        or DeliveryOutcome.NetworkError or DeliveryOutcome.TimedOut or DeliveryOutcome.Refused;

    /// <summary>One sentence for the delivery log; never the URL, never the body.</summary>
    public string Describe() => Outcome switch
    {
        DeliveryOutcome.Delivered => $"Delivered with {StatusCode}.",
        DeliveryOutcome.NetworkError => "The host could not be reached, or the connection broke.",
        DeliveryOutcome.TimedOut => "No answer within 10 seconds.",
        DeliveryOutcome.Refused => "The host does not lead to a public address; see Alerting:AllowedHosts.",
        DeliveryOutcome.ChannelGone => "The channel was switched off or deleted.",
        DeliveryOutcome.SecretUnreadable => "The channel's secret cannot be read; set it again.",
        _ => $"The receiver answered {StatusCode}.",
    };
}

namespace Monitoring.TaskGeneration.Abandonment;

/// <summary>Decides how long a run may be silent from now on. Pure.</summary>
internal static class SilenceAllowance
{
    // A run that takes three times as long as announced is not merely slow; the duration rules of alerting speak up before.
    private const int ExpectedDurations = 3;

    /// <param name="sendsHeartbeats">The run has sent at least one.</param>
    /// <param name="expectedDurationMs">What its reporter announced.</param>
    /// <param name="options">The limits.</param>
    public static TimeSpan Of(bool sendsHeartbeats, long? expectedDurationMs, AbandonmentOptions options)
    {
        if (sendsHeartbeats)
        {
            return options.HeartbeatSilence;
        }

        if (expectedDurationMs is not { } expected)
        {
            return options.UnknownSilence;
        }

        var allowed = TimeSpan.FromMilliseconds(expected) * ExpectedDurations;
        return allowed > options.MinimumSilence ? allowed : options.MinimumSilence;
    }
}

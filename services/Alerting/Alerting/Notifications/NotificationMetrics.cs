using System.Diagnostics.Metrics;

namespace Monitoring.Alerting.Notifications;

/// <summary>Instruments of notifications.</summary>
internal sealed class NotificationMetrics
{
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _dead;
    private readonly Histogram<double> _delay;

    public NotificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(AlertingTelemetry.Name);
        _attempts = meter.CreateCounter<long>(
            "monitoring.alerting.notification.attempts", unit: "{attempt}", description: "Attempts to deliver a notification, by outcome.");
        _dead = meter.CreateCounter<long>(
            "monitoring.alerting.notification.dead", unit: "{notification}", description: "Notifications that were given up, by the outcome of the last attempt.");
        _delay = meter.CreateHistogram(
            "monitoring.alerting.notification.delay",
            unit: "s",
            description: "Time from the change of an incident until a channel had accepted the notification.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86400] });
        foreach (var outcome in Enum.GetValues<DeliveryOutcome>())
        {
            _attempts.Add(0, Tag(outcome));
            _dead.Add(0, Tag(outcome));
        }
    }

    public void RecordAttempt(DeliveryOutcome outcome) => _attempts.Add(1, Tag(outcome));

    public void RecordDead(DeliveryOutcome outcome) => _dead.Add(1, Tag(outcome));

    public void RecordSent(TimeSpan delay) => _delay.Record(delay.TotalSeconds);

    // One series for each of the ten outcomes; channels belong on the span.
    private static KeyValuePair<string, object?> Tag(DeliveryOutcome outcome) => new("monitoring.outcome", outcome.ToString());
}

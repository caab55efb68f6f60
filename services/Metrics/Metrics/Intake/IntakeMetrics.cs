using System.Diagnostics.Metrics;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Intake;

/// <summary>Instruments of the intake. The reason is a constant of <see cref="RejectionReason"/>: a dozen series.</summary>
internal sealed class IntakeMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _lost;

    public IntakeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsTelemetry.Name);
        _accepted = meter.CreateCounter<long>("monitoring.metrics.points", unit: "{point}", description: "Points stored.");
        _rejected = meter.CreateCounter<long>("monitoring.metrics.rejections", unit: "{point}", description: "Points refused for good, by reason.");
        _lost = meter.CreateCounter<long>("monitoring.metrics.lost", unit: "{point}", description: "Own points that could not be stored and are not tried again.");
    }

    public void RecordLost(int points) => _lost.Add(points);

    public void RecordPoints(int accepted, IEnumerable<Rejection> rejections)
    {
        _accepted.Add(accepted);
        foreach (var reason in rejections.CountBy(rejection => rejection.Reason))
        {
            _rejected.Add(reason.Value, new KeyValuePair<string, object?>("monitoring.reason", reason.Key));
        }
    }
}

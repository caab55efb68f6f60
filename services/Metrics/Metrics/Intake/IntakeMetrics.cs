using System.Diagnostics.Metrics;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Intake;

/// <summary>Instruments of the intake. The reason is a constant of <see cref="RejectionReason"/>: a dozen series.</summary>
internal sealed class IntakeMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;

    public IntakeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsTelemetry.Name);
        _accepted = meter.CreateCounter<long>("monitoring.metrics.points", unit: "{point}", description: "Points stored.");
        _rejected = meter.CreateCounter<long>("monitoring.metrics.rejections", unit: "{point}", description: "Points refused for good, by reason.");
    }

    public void RecordPoints(int accepted, IEnumerable<Rejection> rejections)
    {
        _accepted.Add(accepted);
        foreach (var reason in rejections.CountBy(rejection => rejection.Reason))
        {
            _rejected.Add(reason.Value, new KeyValuePair<string, object?>("monitoring.reason", reason.Key));
        }
    }
}

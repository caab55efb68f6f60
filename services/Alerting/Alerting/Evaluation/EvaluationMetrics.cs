using System.Diagnostics.Metrics;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Instruments of the evaluation.</summary>
internal sealed class EvaluationMetrics
{
    private readonly Counter<long> _evaluations;

    public EvaluationMetrics(IMeterFactory meters) => _evaluations = meters.Create(AlertingTelemetry.Name).CreateCounter<long>(
        "monitoring.alerting.evaluations", unit: "{evaluation}", description: "Values judged by rules, by what came of it.");

    // One series for each of the twelve reasons.
    public void RecordEvaluation(EvaluationReason reason) => _evaluations.Add(1, new KeyValuePair<string, object?>("monitoring.reason", reason.ToString()));
}

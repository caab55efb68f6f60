using System.Diagnostics.Metrics;
using Monitoring.Client;

namespace Monitoring.Demo.Reporting;

/// <summary>Instruments of the demo. Tags are three flows and three outcomes: at most 9 series.</summary>
internal sealed class DemoMetrics
{
    public const string MeterName = "Monitoring.Demo";

    private readonly Counter<long> _tasks;
    private readonly Histogram<double> _duration;

    public DemoMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _tasks = meter.CreateCounter<long>("demo.tasks", unit: "{task}", description: "Tasks by flow and by what became of them.");
        _duration = meter.CreateHistogram<double>("demo.run.duration", unit: "s", description: "How long a run took, by flow.");
    }

    public void RecordRun(string generationType, GenerationStats stats, TimeSpan duration)
    {
        Record(stats.Success, "generated");
        Record(stats.Failed, "failed");
        Record(stats.Skipped, "skipped");
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("generation_type", generationType));

        void Record(int count, string outcome) => _tasks.Add(count, new("generation_type", generationType), new("outcome", outcome));
    }
}

namespace Monitoring.Client;

/// <summary>The run that <see cref="GenerationMonitor.MonitorAsync"/> records, as its work sees it.</summary>
public sealed class GenerationRun
{
    private readonly GenerationMonitor _monitor;
    private volatile Progress _progress = new(0, null, null);

    internal GenerationRun(GenerationMonitor monitor, Guid id)
    {
        _monitor = monitor;
        Id = id;
    }

    /// <summary>The id of the record.</summary>
    public Guid Id { get; }

    /// <summary>Tells how far the run is; shown with its next heartbeat.</summary>
    public void ReportProgress(int processed, int? total = null, string? message = null) => _progress = new(processed, total, message);

    /// <summary>Records an error that the run survives.</summary>
    public void RecordError(Exception error, object? context = null) => _monitor.RecordGenerationError(Id, error, context);

    internal void Beat()
    {
        var (processed, total, message) = _progress;
        _monitor.RecordGenerationHeartbeat(Id, processed, total, message);
    }

    // What was processed before the run broke counts as done; at least the item it broke on does not.
    internal GenerationStats StatsWhenBroken()
    {
        var (processed, total, _) = _progress;
        var all = Math.Max(total ?? 0, processed + 1);
        return new(all, processed, all - processed);
    }

    private sealed record Progress(int Processed, int? Total, string? Message);
}

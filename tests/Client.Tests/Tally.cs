using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.Client.Tests;

/// <summary>Sums what one instrument of one program records, with a given tag value or with any.</summary>
internal sealed class Tally : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _sum;

    public Tally(IServiceProvider services, string instrument, string? tag)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && published.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tag is null || tags.Contains(new("reason", tag)))
            {
                Interlocked.Add(ref _sum, value);
            }
        });
        _listener.Start();
    }

    public long Sum => Interlocked.Read(ref _sum);

    public void Dispose() => _listener.Dispose();
}

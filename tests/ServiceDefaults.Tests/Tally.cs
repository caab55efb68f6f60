using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.ServiceDefaults.Tests;

/// <summary>Sums what one instrument of one service provider records.</summary>
internal sealed class Tally : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _sum;

    public Tally(IServiceProvider services, string instrument)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && published.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _sum, value));
        _listener.Start();
    }

    public long Sum => Interlocked.Read(ref _sum);

    public void Dispose() => _listener.Dispose();
}

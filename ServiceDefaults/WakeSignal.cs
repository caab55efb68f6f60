using System.Threading.Channels;

namespace Monitoring.ServiceDefaults;

/// <summary>A hint that there is work: a loop waits for it or for its polling interval, whichever comes first.</summary>
/// <remarks>Several hints before the loop looks count as one.</remarks>
public sealed class WakeSignal(TimeProvider clock)
{
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Gives the hint; never blocks.</summary>
    public void Set() => _hints.Writer.TryWrite(true);

    /// <summary>Waits for a hint.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _hints.Reader.ReadAsync(cancellationToken).AsTask();

    /// <summary>Waits for a hint or until <paramref name="interval"/> has passed.</summary>
    public async Task WaitAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(WaitAsync(waited.Token), Task.Delay(interval, clock, waited.Token));
        await waited.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}

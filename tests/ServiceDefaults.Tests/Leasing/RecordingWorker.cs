using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.ServiceDefaults.Leasing;

namespace Monitoring.ServiceDefaults.Tests.Leasing;

/// <summary>Does what the test says and keeps what it was given.</summary>
internal sealed class RecordingWorker(LeasedQueue queue, int concurrency, TimeProvider clock, Func<Lease, CancellationToken, Task> handle)
    : LeasedWorker(queue, concurrency, clock, NullLogger.Instance)
{
    public ConcurrentQueue<Lease> Handled { get; } = new();

    protected override Task HandleAsync(Lease lease, CancellationToken cancellationToken)
    {
        Handled.Enqueue(lease);
        return handle(lease, cancellationToken);
    }
}

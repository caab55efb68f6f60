namespace Monitoring.ServiceDefaults.Ingest;

/// <summary>What waits for a commit, first come first served, bounded by the bytes that wait or are being committed.</summary>
internal sealed class PendingQueue<T>(GroupCommitOptions bounds)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Pending<T>> _waiting = new();
    private long _bytes;
    private bool _isClosed;

    /// <returns>False when it does not fit. A single item larger than the bound fits where nothing else is pending.</returns>
    public bool TryAdd(Pending<T> pending)
    {
        lock (_lock)
        {
            if (_isClosed || (_bytes > 0 && _bytes + pending.SizeBytes > bounds.MaxPendingBytes))
            {
                return false;
            }

            _bytes += pending.SizeBytes;
            _waiting.AddLast(pending.Node);
            return true;
        }
    }

    /// <summary>Takes an item back out, unless a writer has it already.</summary>
    public bool TryWithdraw(Pending<T> pending)
    {
        lock (_lock)
        {
            if (pending.Node.List is null)
            {
                return false;
            }

            _waiting.Remove(pending.Node);
            _bytes -= pending.SizeBytes;
            return true;
        }
    }

    /// <summary>Takes what one commit may hold, oldest first.</summary>
    /// <returns>The group, empty when nothing waits; and whether more waits behind it.</returns>
    public (List<Pending<T>> Group, bool HasMore) Take()
    {
        var group = new List<Pending<T>>();
        long bytes = 0, rows = 0;
        lock (_lock)
        {
            while (_waiting.First is { Value: var next }
                && (group.Count == 0 || (bytes + next.SizeBytes <= bounds.MaxGroupBytes && rows + next.Rows <= bounds.MaxGroupRows)))
            {
                _waiting.RemoveFirst();
                group.Add(next);
                bytes += next.SizeBytes;
                rows += next.Rows;
            }

            return (group, _waiting.Count > 0);
        }
    }

    /// <summary>Gives back the room of an item whose commit has ended.</summary>
    public void Release(Pending<T> pending)
    {
        lock (_lock)
        {
            _bytes -= pending.SizeBytes;
        }
    }

    /// <summary>Refuses whatever comes from now on; what waits is still taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }
    }
}

/// <summary>One caller's item and the promise it awaits.</summary>
internal sealed class Pending<T>
{
    public Pending(T item, int sizeBytes, int rows)
    {
        Item = item;
        SizeBytes = sizeBytes;
        Rows = rows;
        Node = new(this);
    }

    public T Item { get; }
    public int SizeBytes { get; }
    public int Rows { get; }
    public LinkedListNode<Pending<T>> Node { get; }

    // The caller must not continue on the writer, which has others to serve.
    public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

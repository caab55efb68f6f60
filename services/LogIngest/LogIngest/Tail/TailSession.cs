using System.Net.WebSockets;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Search;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.LogIngest.Tail;

/// <summary>One watcher of the live tail: takes its filter, sends it what is committed and matches, and tells it of every gap.</summary>
/// <remarks>
/// Commits never wait for a watcher: what it does not read in time is dropped and counted. For each watcher, records sent and records
/// missed add up to the records that were committed while it watched and that match.
/// </remarks>
internal sealed class TailSession(TailSocket socket, LiveFeed<LogRecord> feed, LogIngestMetrics metrics, TimeProvider clock)
{
    /// <summary>Time between two signs of life when nothing else is sent.</summary>
    public static TimeSpan PingInterval { get; } = TimeSpan.FromSeconds(20);

    private const int MaxBatchRows = 500;
    private static readonly TimeSpan _betweenBatches = TimeSpan.FromMilliseconds(100);

    private volatile LogQuery? _query;
    private long _seq;

    /// <summary>Serves the watcher until it leaves or the token ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var subscription = feed.Subscribe(record => _query?.Matches(record) == true);
        var sending = SendAsync(subscription, ended.Token);
        try
        {
            await ReceiveAsync(ended.Token);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        }
        catch (TailRefusedException exception)
        {
            await socket.SendAsync(new TailError(exception.Message), cancellationToken);
            await socket.CloseAsync(exception.Status, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "The server stops.");
        }
        finally
        {
            await ended.CancelAsync();
            // How sending ended does not matter any more: the watcher is gone, or has been told.
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await socket.ReceiveAsync(cancellationToken) is { } request)
        {
            _query = Read(request);
            await socket.SendAsync(new TailSubscribed(), cancellationToken);
        }
    }

    private static LogQuery Read(TailRequest request)
    {
        if (request.Type != "subscribe")
        {
            throw new TailRefusedException(WebSocketCloseStatus.PolicyViolation, "The only request is subscribe.");
        }

        var reader = new ParameterReader();
        var filter = LogFilter.Read(reader, request.Filter?.Q, request.Filter?.Service, request.Filter?.Level, request.Filter?.TraceId);
        return reader.Problem is { ProblemDetails.Detail: var detail }
            ? throw new TailRefusedException(WebSocketCloseStatus.PolicyViolation, detail ?? "The filter is not valid.")
            : filter.ToQuery();
    }

    private async Task SendAsync(LiveSubscription<LogRecord> subscription, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (items, missed) = await ReadAsync(subscription, cancellationToken);
            if (missed > 0)
            {
                metrics.RecordTailMissed(missed);
                await socket.SendAsync(new TailGap(missed), cancellationToken);
            }

            if (items.Count == 0)
            {
                await socket.SendAsync(new TailPing(), cancellationToken);
                continue;
            }

            await socket.SendAsync(new TailBatch(++_seq, items), cancellationToken);
            await Task.Delay(_betweenBatches, clock, cancellationToken);
        }
    }

    // Nothing within the interval: no items, and it is time for a ping.
    private async Task<(IReadOnlyList<LogRecord> Items, long Missed)> ReadAsync(
        LiveSubscription<LogRecord> subscription, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(PingInterval, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            return await subscription.ReadAsync(MaxBatchRows, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([], 0);
        }
    }
}

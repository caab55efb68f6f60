using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Monitoring.Client.Recording;

/// <summary>Delivers records one after the other in the background, and never makes the program wait for it.</summary>
/// <remarks>
/// One at a time, since the records of a run make sense only in their order. Every record ends as sent or as dropped, and is counted once.
/// </remarks>
internal sealed partial class RecordSender : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly GenerationMonitorOptions _options;
    private readonly ClientMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Channel<object> _waiting;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _sending;
    private HttpStatusCode? _lastRefusal;
    private long _dropped;

    public RecordSender(HttpClient http, GenerationMonitorOptions options, ClientMetrics metrics, TimeProvider clock, ILogger<GenerationMonitor> logger)
    {
        _http = http;
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        _waiting = Channel.CreateBounded<object>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
        // Sending belongs to no request of the program, in whose trace it would otherwise appear.
        using (ExecutionContext.SuppressFlow())
        {
            _sending = Task.Run(SendAllAsync);
        }
    }

    public long DroppedCount => Interlocked.Read(ref _dropped);

    public void Send(Func<Record> write)
    {
        try
        {
            if (!_waiting.Writer.TryWrite(write()))
            {
                Drop(_giveUp.IsCancellationRequested ? DropReason.Shutdown : DropReason.Full);
            }
        }
        // Whatever the caller handed in, e.g. an exception whose message throws: its own work must go on.
        catch (Exception exception)
        {
            LogNotWritable(exception);
            Drop(DropReason.NotWritable);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(reached, cancellationToken);
        await reached.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
        {
            return;
        }

        await _sending.WaitAsync(_options.FlushTimeout, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _giveUp.CancelAsync();
        await _sending;
        _giveUp.Dispose();
    }

    private async Task SendAllAsync()
    {
        await foreach (var next in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (next is TaskCompletionSource flushed)
            {
                flushed.SetResult();
            }
            else
            {
                await DeliverAsync((Record)next);
            }
        }
    }

    private async Task DeliverAsync(Record record)
    {
        for (var attempt = 1; !_giveUp.IsCancellationRequested; attempt++)
        {
            var (status, retryAfter) = await TrySendAsync(record);
            var decision = SendDecision.After(status, retryAfter, attempt, Random.Shared.NextDouble());
            if (decision.Retry is { } wait)
            {
                LogFirstFailure(attempt, status);
                await Task.Delay(wait, _clock, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            if (decision.Drop is { } reason)
            {
                LogRefusalOnChange(record, status!.Value);
                Drop(reason);
                return;
            }

            LogRecovery(attempt);
            _lastRefusal = null;
            _metrics.RecordSent();
            return;
        }

        Drop(DropReason.Shutdown);
    }

    private async Task<(HttpStatusCode? Status, TimeSpan? RetryAfter)> TrySendAsync(Record record)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, record.Path) { Content = new ByteArrayContent(record.Body) };
        request.Content.Headers.ContentType = new(MediaTypeNames.Application.Json);
        request.Headers.Add("Idempotency-Key", record.Id.ToString());
        if (record.TraceParent is not null)
        {
            request.Headers.Add("traceparent", record.TraceParent);
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _giveUp.Token);
            return (response.StatusCode, RetryAfterOf(response.Headers.RetryAfter));
        }
        // No connection, a connection that broke, or no answer within the time-out.
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return (null, null);
        }
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - _clock.GetUtcNow() : null);

    private void Drop(string reason)
    {
        Interlocked.Increment(ref _dropped);
        _metrics.RecordDropped(reason, 1);
    }

    private void LogFirstFailure(int attempt, HttpStatusCode? status)
    {
        if (attempt == 1)
        {
            LogUndelivered(_http.BaseAddress?.Host, status is null ? "no answer" : $"status {(int)status}");
        }
    }

    private void LogRecovery(int attempt)
    {
        if (attempt > 1)
        {
            LogDeliveredAgain(_http.BaseAddress?.Host, attempt);
        }
    }

    // A wrong key refuses every record; one line says it.
    private void LogRefusalOnChange(Record record, HttpStatusCode status)
    {
        if (_lastRefusal != status)
        {
            LogRefused(record.Path, (int)status);
        }

        _lastRefusal = status;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A generation record could not be written as JSON and is dropped")]
    private partial void LogNotWritable(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation records cannot be delivered to {Host} ({Reason}); trying again in the background")]
    private partial void LogUndelivered(string? host, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Generation records are delivered to {Host} again, after {Attempts} attempts")]
    private partial void LogDeliveredAgain(string? host, int attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A generation record was refused for good: {Path} was answered with {Status}; further ones like it are only counted")]
    private partial void LogRefused(string path, int status);
}

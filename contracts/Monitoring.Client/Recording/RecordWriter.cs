using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Monitoring.Client.Recording;

/// <summary>Turns the recording calls into requests, at once, so that later changes of an object do not matter.</summary>
internal sealed partial class RecordWriter(string source, TimeProvider clock, ILogger<GenerationMonitor> logger)
{
    // The texts of an error may be long; what a reader can use is not.
    private const int MaxTextLength = 32 * 1024;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Record Start(Guid id, string generationType, int? targetYear, int? targetMonth, object? metadata) => Write("runs", new
    {
        id,
        generationType,
        targetYear,
        targetMonth,
        source,
        // It may be sent much later.
        startedAt = clock.GetUtcNow(),
        metadata = Snapshot(metadata),
    });

    public static Record Heartbeat(Guid run, int? processed, int? total, string? message) =>
        Write($"runs/{run}/heartbeat", new { processed, total, message });

    public Record Error(Guid run, Exception error, object? context) => Write($"runs/{run}/errors", new
    {
        message = Cut(string.IsNullOrWhiteSpace(error.Message) ? error.GetType().Name : error.Message),
        type = error.GetType().FullName,
        stack = Cut(error.StackTrace),
        context = Snapshot(context),
    });

    public static Record Complete(Guid run, GenerationStats stats, TimeSpan? duration, IReadOnlyList<string> errorMessages) => Write($"runs/{run}/complete", new
    {
        stats,
        durationMs = (long?)duration?.TotalMilliseconds,
        errorMessages = errorMessages.Where(message => !string.IsNullOrWhiteSpace(message)).Select(Cut),
    });

    private static Record Write<T>(string path, T body) =>
        new(path, JsonSerializer.SerializeToUtf8Bytes(body, _json), Activity.Current?.Id, Guid.CreateVersion7());

    private static string? Cut(string? text) => text is { Length: > MaxTextLength } ? text[..MaxTextLength] : text;

    private JsonElement? Snapshot(object? facts)
    {
        try
        {
            return facts is null ? null : JsonSerializer.SerializeToElement(facts, _json);
        }
        // The caller's object may fail in any way; the run is recorded without it.
        catch (Exception exception)
        {
            LogNotWritable(facts!.GetType(), exception);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts of type {Type} could not be written as JSON; they are left out of the record")]
    private partial void LogNotWritable(Type type, Exception exception);
}

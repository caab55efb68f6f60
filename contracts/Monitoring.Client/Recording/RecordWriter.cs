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

    // The system refuses a record that holds more than it takes, and with the start or the end of a run the whole run is lost: what is
    // too much is left out here instead. The messages of an end leave room for the rest of a body of 1 MiB.
    private const int MaxTypeLength = 500;
    private const int MaxErrorMessages = 1000;
    private const int MaxErrorMessagesBytes = 960 * 1024;
    private const int MaxFactsBytes = 64 * 1024;

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
        Write($"runs/{run}/heartbeat", new { processed, total, message = Cut(message) });

    public Record Error(Guid run, Exception error, object? context) => Write($"runs/{run}/errors", new
    {
        message = Cut(string.IsNullOrWhiteSpace(error.Message) ? error.GetType().Name : error.Message),
        type = Cut(error.GetType().FullName, MaxTypeLength),
        stack = Cut(error.StackTrace),
        context = Snapshot(context),
    });

    public static Record Complete(Guid run, GenerationStats stats, TimeSpan? duration, IReadOnlyList<string> errorMessages) => Write($"runs/{run}/complete", new
    {
        stats,
        durationMs = (long?)duration?.TotalMilliseconds,
        errorMessages = Fitting(errorMessages.Where(message => !string.IsNullOrWhiteSpace(message)).Select(message => Cut(message)!)),
    });

    private static Record Write<T>(string path, T body) =>
        new(path, JsonSerializer.SerializeToUtf8Bytes(body, _json), Activity.Current?.Id, Guid.CreateVersion7());

    private static string? Cut(string? text, int length = MaxTextLength) => text?.Length > length ? text[..length] : text;

    private static List<string> Fitting(IEnumerable<string> messages)
    {
        var bytes = 0;
        return [.. messages.Take(MaxErrorMessages).TakeWhile(message => (bytes += SizeOf(message)) <= MaxErrorMessagesBytes)];

        // With its comma.
        static int SizeOf(string message) => JsonSerializer.SerializeToUtf8Bytes(message, _json).Length + 1;
    }

    private JsonElement? Snapshot(object? facts)
    {
        try
        {
            return facts is null ? null : Acceptable(JsonSerializer.SerializeToElement(facts, _json), facts.GetType());
        }
        // The caller's object may fail in any way; the run is recorded without it.
        catch (Exception exception)
        {
            LogNotWritable(facts!.GetType(), exception);
            return null;
        }
    }

    // The system takes objects only; anything else becomes one of a single field.
    private JsonElement? Acceptable(JsonElement facts, Type type)
    {
        if (facts.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            facts = JsonSerializer.SerializeToElement(new { value = facts }, _json);
        }

        if (JsonSerializer.SerializeToUtf8Bytes(facts, _json).Length <= MaxFactsBytes)
        {
            return facts;
        }

        LogTooLarge(type, MaxFactsBytes);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts of type {Type} are more than {Limit} bytes of JSON; they are left out of the record")]
    private partial void LogTooLarge(Type type, int limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts of type {Type} could not be written as JSON; they are left out of the record")]
    private partial void LogNotWritable(Type type, Exception exception);
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>A command, or everything that is wrong with the request for it, field by field.</summary>
internal readonly record struct Validated<T>(T? Command, Dictionary<string, string[]> Errors)
    where T : class;

/// <summary>Turns requests, of HTTP and of the bus alike, into commands. Reports all faults at once.</summary>
internal sealed partial class RunValidator(TimeProvider clock)
{
    private const int MaxSourceLength = 200;
    private const int MaxErrorTypeLength = 500;
    private const int MaxErrorMessages = 1000;
    private const long MaxDurationMs = 366L * 24 * 60 * 60 * 1000;

    // A start further away is a broken clock or a wrong unit, and would fall out of every page that shows recent runs.
    private static readonly TimeSpan _oldestStart = TimeSpan.FromDays(7);
    private static readonly TimeSpan _clockTolerance = TimeSpan.FromMinutes(10);

    public Validated<StartRun> Validate(StartRunRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        var id = ReadId(request.Id, errors);
        var startedAt = ReadStart(request.StartedAt, errors);
        var metadata = ReadObject("metadata", request.Metadata, errors) ?? "{}";
        Check(errors, "generationType", request.GenerationType is { } type && GenerationType().IsMatch(type),
            "Required: a lower-case word of letters, digits, '_' and '-', at most 64 characters, e.g. auto, one_time, manual.");
        Check(errors, "targetYear", request.TargetYear is null or (>= 1900 and <= 9999), "A year from 1900 to 9999.");
        Check(errors, "targetMonth", request.TargetMonth is null or (>= 1 and <= 12), "A month from 1 to 12.");
        Check(errors, "source", request.Source is null || request.Source.Length <= MaxSourceLength, $"At most {MaxSourceLength} characters.");
        Check(errors, "expectedDurationMs", request.ExpectedDurationMs is null or (> 0 and <= MaxDurationMs), $"From 1 to {MaxDurationMs} ms.");
        return Result(errors, () => new StartRun(
            id, request.GenerationType!, request.TargetYear, request.TargetMonth, Clean(request.Source), startedAt, metadata, request.ExpectedDurationMs));
    }

    public static Validated<Heartbeat> Validate(HeartbeatRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        Check(errors, "processed", request.Processed is null or >= 0, "Not negative.");
        Check(errors, "total", request.Total is null or >= 0, "Not negative.");
        Check(errors, "processed", !(request.Processed > request.Total), "Not more than total.");
        return Result(errors, () => new Heartbeat(request.Processed, request.Total, Clean(request.Message)));
    }

    public static Validated<ReportError> Validate(ReportErrorRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        var context = ReadObject("context", request.Context, errors);
        Check(errors, "message", !string.IsNullOrWhiteSpace(request.Message), "Required.");
        Check(errors, "type", request.Type is null || request.Type.Length <= MaxErrorTypeLength, $"At most {MaxErrorTypeLength} characters.");
        return Result(errors, () => new ReportError(StoredText.Clean(request.Message!), Clean(request.Type), Clean(request.Stack), context));
    }

    public static Validated<CompleteRun> Validate(CompleteRunRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        var counts = ReadCounts(request.Stats, errors);
        var messages = request.ErrorMessages ?? [];
        Check(errors, "durationMs", request.DurationMs is null or (>= 0 and <= MaxDurationMs), $"From 0 to {MaxDurationMs} ms.");
        Check(errors, "errorMessages", messages.Count <= MaxErrorMessages, $"At most {MaxErrorMessages}.");
        Check(errors, "errorMessages", messages.All(message => !string.IsNullOrWhiteSpace(message)), "Every message must be a text that is not empty.");
        return Result(errors, () => new CompleteRun(counts!, request.DurationMs, [.. messages.Select(message => StoredText.Clean(message!))]));
    }

    private static RunCounts? ReadCounts(RunStatsRequest? stats, Dictionary<string, string[]> errors)
    {
        if (stats is null)
        {
            errors["stats"] = ["Required: total, success, failed and, if any, skipped."];
            return null;
        }

        CheckCount("stats.total", stats.Total);
        CheckCount("stats.success", stats.Success);
        CheckCount("stats.failed", stats.Failed);
        CheckCount("stats.skipped", stats.Skipped ?? 0);
        if (errors.Count > 0)
        {
            return null;
        }

        var counts = new RunCounts(stats.Total!.Value, stats.Success!.Value, stats.Failed!.Value, stats.Skipped ?? 0);
        Check(errors, "stats", (long)counts.Success + counts.Failed + counts.Skipped <= counts.Total, "success + failed + skipped must not be more than total.");
        return counts;

        void CheckCount(string field, int? count) => Check(errors, field, count >= 0, "Required: a whole number, not negative.");
    }

    private static Guid? ReadId(string? id, Dictionary<string, string[]> errors)
    {
        if (id is null)
        {
            return null;
        }

        Check(errors, "id", Guid.TryParse(id, out var parsed) && parsed != Guid.Empty, "A UUID.");
        return parsed;
    }

    private DateTimeOffset? ReadStart(string? startedAt, Dictionary<string, string[]> errors)
    {
        if (startedAt is null)
        {
            return null;
        }

        if (!ParameterReader.TryParseTime(startedAt, out var start))
        {
            errors["startedAt"] = ["An RFC 3339 time with its offset, e.g. 2026-01-31T08:00:00Z."];
            return null;
        }

        var now = clock.GetUtcNow();
        Check(errors, "startedAt", start >= now - _oldestStart && start <= now + _clockTolerance, "Not more than 7 days ago and not more than 10 minutes ahead.");
        return start;
    }

    private static string? ReadObject(string field, JsonElement? value, Dictionary<string, string[]> errors)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } element)
        {
            return null;
        }

        if (StoredJson.TryClean(element, out var json) is { } reason)
        {
            errors[field] = [reason];
        }

        return json;
    }

    private static string? Clean(string? text) => string.IsNullOrEmpty(text) ? null : StoredText.Clean(text);

    private static void Check(Dictionary<string, string[]> errors, string field, bool isValid, string reason)
    {
        if (!isValid)
        {
            errors[field] = errors.TryGetValue(field, out var reasons) ? [.. reasons, reason] : [reason];
        }
    }

    private static Validated<T> Result<T>(Dictionary<string, string[]> errors, Func<T> create)
        where T : class => new(errors.Count == 0 ? create() : null, errors);

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,63}\z")]
    private static partial Regex GenerationType();
}

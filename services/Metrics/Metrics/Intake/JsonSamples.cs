using System.Text.Json;
using System.Text.Unicode;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Metrics.Intake;

/// <summary>Reads the JSON body of <c>POST /api/v1/metrics/ingest</c>. Pure.</summary>
/// <remarks>
/// An array of samples, bare or as the member <c>samples</c>:
/// <c>[{"metric":"queue.depth","value":3,"timestamp":"2026-01-31T08:00:00Z","labels":{"queue":"mail"},"kind":"gauge","unit":"{item}"}]</c>.
/// Time is RFC 3339 or Unix milliseconds and defaults to now; kind defaults to gauge. A sample that cannot be read is refused alone.
/// </remarks>
internal static class JsonSamples
{
    private const int MaxDepth = 32;

    /// <exception cref="InvalidDataException">The body as a whole is not such an array.</exception>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">413 for more samples than a request may hold.</exception>
    public static ReadSamples Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new InvalidDataException("The text is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var array = FindArray(document.RootElement);
            PointLimit.Check(array.GetArrayLength());
            return Read(array, now);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.", exception);
        }
    }

    private static JsonElement FindArray(JsonElement root)
    {
        var array = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("samples", out var samples) ? samples : root;
        return array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0
            ? array
            : throw new InvalidDataException("An array with at least one sample is expected.");
    }

    private static ReadSamples Read(JsonElement array, DateTimeOffset now)
    {
        var result = new ReadSamples([], [], []);
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            try
            {
                result.Points.Add(ReadSample(element, now));
                result.Indexes.Add(index);
            }
            catch (InvalidDataException exception)
            {
                result.Unreadable.Add(new(index, RejectionReason.InvalidValue, exception.Message));
            }

            index++;
        }

        return result;
    }

    private static NewPoint ReadSample(JsonElement sample, DateTimeOffset now)
    {
        Expect(sample.ValueKind == JsonValueKind.Object, "A sample is an object.");
        return new()
        {
            Metric = Text(sample, "metric") ?? throw new InvalidDataException("metric: a name is expected."),
            Value = Member(sample, "value") is { ValueKind: JsonValueKind.Number } value
                ? value.GetDouble()
                : throw new InvalidDataException("value: a number is expected."),
            TimestampMs = Time(sample) ?? now.ToUnixTimeMilliseconds(),
            Labels = Labels(sample),
            Kind = MetricKinds.Parse(Text(sample, "kind") ?? "gauge") ?? throw new InvalidDataException("kind: gauge, counter or delta is expected."),
            Unit = Text(sample, "unit") ?? "",
        };
    }

    private static long? Time(JsonElement sample)
    {
        switch (Member(sample, "timestamp"))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var unixMs):
                return unixMs;
            case { ValueKind: JsonValueKind.String } text when ParameterReader.TryParseTime(String(text, "timestamp"), out var time):
                return time.ToUnixTimeMilliseconds();
            default:
                throw new InvalidDataException("timestamp: an RFC 3339 time with its offset or Unix milliseconds are expected.");
        }
    }

    private static LabelSet Labels(JsonElement sample)
    {
        if (Member(sample, "labels") is not { } labels)
        {
            return LabelSet.Empty;
        }

        Expect(labels.ValueKind == JsonValueKind.Object, "labels: an object is expected.");
        return LabelSet.Of(labels.EnumerateObject().Select(label =>
        {
            Expect(label.Value.ValueKind == JsonValueKind.String, "labels: every value is a text.");
            return KeyValuePair.Create(Name(label), String(label.Value, "labels"));
        }));
    }

    private static string? Text(JsonElement sample, string name)
    {
        if (Member(sample, name) is not { } member)
        {
            return null;
        }

        Expect(member.ValueKind == JsonValueKind.String, $"{name}: a text is expected.");
        return String(member, name);
    }

    private static JsonElement? Member(JsonElement sample, string name) =>
        sample.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string Name(JsonProperty label) => Unicode(() => label.Name, "labels");

    private static string String(JsonElement element, string name) => Unicode(() => element.GetString()!, name);

    // A lone surrogate, which no text may hold, only shows when the text is taken.
    private static string Unicode(Func<string> take, string name)
    {
        try
        {
            return take();
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException($"{name}: the text is not valid Unicode.", exception);
        }
    }

    private static void Expect(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidDataException(message);
        }
    }
}

/// <summary>The samples of a body.</summary>
/// <param name="Points">Those that could be read.</param>
/// <param name="Indexes">The place of each of them in the body.</param>
/// <param name="Unreadable">The others.</param>
internal sealed record ReadSamples(List<NewPoint> Points, List<int> Indexes, List<Rejection> Unreadable);

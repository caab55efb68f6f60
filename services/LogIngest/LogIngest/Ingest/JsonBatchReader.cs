using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Redaction;

namespace Monitoring.LogIngest.Ingest;

/// <summary>Reads a body of records: a JSON array, one object, or one object a line.</summary>
internal static class JsonBatchReader
{
    // A record's attributes may be nested 32 deep; the array, the record and "attributes" come on top. Deeper lists are
    // refused as a record's fault up to here, and as unreadable beyond.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    /// <summary>Reads and judges every record.</summary>
    /// <param name="body">The text.</param>
    /// <param name="isLines">The content type says one object a line; otherwise the text itself decides.</param>
    /// <param name="arrivedAt">When the request arrived.</param>
    /// <exception cref="JsonException">The text as a whole is not what it should be.</exception>
    public static ParsedBatch Read(ReadOnlyMemory<byte> body, bool isLines, DateTimeOffset arrivedAt)
    {
        body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!Utf8.IsValid(body.Span))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        using var attributes = new AttributeSanitizer();
        var batch = new ParsedBatch();
        var reading = new Reading(batch, attributes, arrivedAt);
        if (isLines || BeginsWithWholeLine(body.Span))
        {
            reading.AddLines(body);
        }
        else
        {
            using var document = JsonDocument.Parse(body, _options);
            reading.AddDocument(document.RootElement);
        }

        return batch.Count == 0 ? throw new JsonException("There is no record in the body.") : batch;
    }

    // One object a line needs no content type of its own: its first line is an object by itself, and more follows.
    private static bool BeginsWithWholeLine(ReadOnlySpan<byte> body)
    {
        var text = body.Trim(" \t\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        if (end < 0 || text[0] != '{')
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text[..end], new JsonReaderOptions { MaxDepth = _options.MaxDepth });
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class Reading(ParsedBatch batch, AttributeSanitizer attributes, DateTimeOffset arrivedAt)
    {
        public void AddDocument(JsonElement root)
        {
            switch (root.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var record in root.EnumerateArray())
                    {
                        Add(record);
                    }

                    break;
                case JsonValueKind.Object when root.EnumerateObject().Any():
                    Add(root);
                    break;
                default:
                    throw new JsonException("A JSON array of records, one record, or one record a line is expected.");
            }
        }

        public void AddLines(ReadOnlyMemory<byte> body)
        {
            foreach (var range in body.Span.Split((byte)'\n'))
            {
                var line = body[range];
                if (line.Span.Trim(" \t\r"u8).IsEmpty)
                {
                    continue;
                }

                try
                {
                    using var document = JsonDocument.Parse(line, _options);
                    Add(document.RootElement);
                }
                catch (JsonException)
                {
                    Refuse(RejectionReason.Malformed);
                }
            }
        }

        private void Add(JsonElement record)
        {
            if (record.ValueKind != JsonValueKind.Object)
            {
                Refuse(RejectionReason.Malformed);
                return;
            }

            try
            {
                Add(RecordRules.Apply(RecordFormat.Read(record), arrivedAt, attributes, out var refusal), refusal);
            }
            catch (InvalidOperationException)
            {
                // What the reader throws for half of a surrogate pair, "\ud800".
                Refuse(RejectionReason.TextInvalid);
            }
        }

        private void Refuse(string reason) => Add(null, reason);

        private void Add(LogRow? row, string? refusal)
        {
            batch.Add(row, refusal);
            if (batch.Count > RecordLimits.RecordsPerRequest)
            {
                throw new BadHttpRequestException(
                    $"A request holds at most {RecordLimits.RecordsPerRequest} records.", StatusCodes.Status413PayloadTooLarge);
            }
        }
    }
}

using System.Globalization;
using System.Text;

namespace Monitoring.LogIngest.Records;

/// <summary>An accepted record: within all limits, redacted, ready to be stored.</summary>
internal sealed record LogRow
{
    public required DateTimeOffset Timestamp { get; init; }
    public required Severity Level { get; init; }
    public required string Service { get; init; }
    public required string Message { get; init; }

    /// <summary>A JSON object in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Attributes { get; init; }

    /// <summary>Shared by all rows of one sender; null where it said nothing about itself.</summary>
    public RawJson? Resource { get; init; }

    public Guid? TraceId { get; init; }
    public ulong? SpanId { get; init; }

    /// <summary>Numbers of <see cref="Service"/> and <see cref="Resource"/> in their dictionaries, known before the row is handed in.</summary>
    public short ServiceId { get; set; }
    public int ResourceId { get; set; }

    /// <summary>About what it holds in memory and in a commit.</summary>
    public int SizeBytes => 100 + Message.Length + Attributes.Length;

    /// <summary>The row as readers see it once it has been stored under <paramref name="id"/>.</summary>
    public LogRecord ToRecord(long id) => new()
    {
        Id = id,
        Timestamp = Timestamp,
        Level = Level,
        Service = Service,
        Message = Message,
        Attributes = new(Encoding.UTF8.GetString(Attributes.Span)),
        Resource = Resource,
        TraceId = TraceId?.ToString("N"),
        SpanId = SpanId?.ToString("x16", CultureInfo.InvariantCulture),
    };
}

using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>A place in the order of all records: by time, and by id where times are equal. What a cursor holds.</summary>
internal sealed record LogPosition(DateTimeOffset Timestamp, long Id)
{
    public static LogPosition Of(LogRecord record) => new(record.Timestamp, record.Id);

    /// <summary>Before every record of this time or later.</summary>
    public static LogPosition Before(DateTimeOffset time) => new(time, long.MinValue);
}

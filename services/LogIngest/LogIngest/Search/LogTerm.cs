using System.Collections.Immutable;
using System.Text.Json;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>One condition of a query. Every kind can be asked of a record in memory and of the store (<see cref="LogSql"/>).</summary>
/// <param name="IsNegated">The record must not match.</param>
internal abstract record LogTerm(bool IsNegated)
{
    public bool Matches(LogRecord record) => IsMatch(record) != IsNegated;

    protected abstract bool IsMatch(LogRecord record);
}

/// <summary>The message holds a text anywhere.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsExact">In the same case; a bare word is found in any case.</param>
internal sealed record TextTerm(string Text, bool IsExact, bool IsNegated = false) : LogTerm(IsNegated)
{
    protected override bool IsMatch(LogRecord record) =>
        record.Message.Contains(Text, IsExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}

/// <summary>An attribute of the record or of its resource has this value, written as text: <c>12</c>, <c>true</c>, <c>eu-1</c>.</summary>
/// <param name="Key">Its name; dots also reach into nested objects.</param>
internal sealed record AttributeTerm(string Key, string Value, bool IsNegated = false) : LogTerm(IsNegated)
{
    protected override bool IsMatch(LogRecord record) => Has(record.Attributes) || (record.Resource is { } resource && Has(resource));

    private bool Has(RawJson json)
    {
        using var document = JsonDocument.Parse(json.Text);
        return IsValue(document.RootElement, [Key]) || IsValue(document.RootElement, Key.Split('.'));
    }

    private bool IsValue(JsonElement element, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return false;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString() == Value,
            JsonValueKind.Null => false,
            _ => element.GetRawText() == Value,
        };
    }
}

/// <summary>The record is of one of these services.</summary>
internal sealed record ServiceTerm(ImmutableArray<string> Services, bool IsNegated = false) : LogTerm(IsNegated)
{
    protected override bool IsMatch(LogRecord record) => Services.Contains(record.Service);
}

/// <summary>The record has one of these levels.</summary>
internal sealed record LevelTerm(ImmutableArray<Severity> Levels, bool IsNegated = false) : LogTerm(IsNegated)
{
    protected override bool IsMatch(LogRecord record) => Levels.Contains(record.Level);
}

/// <summary>The record belongs to a trace.</summary>
internal sealed record TraceTerm(Guid TraceId, bool IsNegated = false) : LogTerm(IsNegated)
{
    protected override bool IsMatch(LogRecord record) => record.TraceId == TraceId.ToString("N");
}

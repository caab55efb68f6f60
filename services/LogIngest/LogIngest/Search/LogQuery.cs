using System.Collections.Immutable;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>What to look for: every term must hold.</summary>
internal sealed record LogQuery(ImmutableArray<LogTerm> Terms)
{
    public static LogQuery All { get; } = new([]);

    /// <summary>True when counts by service and level answer it, without a look at rows.</summary>
    public bool IsCounted => Terms.All(static term => term is ServiceTerm or LevelTerm);

    public bool Matches(LogRecord record) => Terms.All(term => term.Matches(record));
}

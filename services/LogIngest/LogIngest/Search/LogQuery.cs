using System.Collections.Immutable;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>What to look for: every term must hold.</summary>
internal sealed record LogQuery(ImmutableArray<LogTerm> Terms)
{
    public static LogQuery All { get; } = new([]);

    /// <summary>True when counts by service and level answer it, without a look at rows.</summary>
    public bool IsCounted => Terms.All(static term => term is ServiceTerm or LevelTerm);

    /// <summary>True when an index leads straight to the rows, in order; then it is of no use to narrow the time step by step.</summary>
    public bool IsIndexed => Terms.Any(static term => term is TraceTerm { IsNegated: false }) || IsOfOneServiceAndLevel;

    private bool IsOfOneServiceAndLevel =>
        Terms.Length == 2
        && Terms.Any(static term => term is ServiceTerm { IsNegated: false, Services.Length: 1 })
        && Terms.Any(static term => term is LevelTerm { IsNegated: false, Levels.Length: 1 });

    public bool Matches(LogRecord record) => Terms.All(term => term.Matches(record));
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.LogIngest.Search;

/// <summary>How much one search may cost.</summary>
internal sealed class SearchOptions
{
    public const string SectionName = "LogIngest:Search";

    /// <summary>Time after which a search answers with what it has and says that it is partial. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Searches at the same time; more wait their turn, since each keeps a core of the database busy. Default 4.</summary>
    [Range(1, 64)]
    public int MaxConcurrency { get; set; } = 4;
}

[OptionsValidator]
internal sealed partial class ValidateSearchOptions : IValidateOptions<SearchOptions>;

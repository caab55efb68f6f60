using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Monitoring.LogIngest.Search;

/// <summary>Registers what reads the store.</summary>
internal static class LogSearchExtensions
{
    public static IServiceCollection AddLogSearch(this IServiceCollection services)
    {
        services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SearchOptions>, ValidateSearchOptions>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<LogSearch>();
        return services.AddSingleton<LogCounts>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Monitoring.LogIngest.Generations;

/// <summary>Registers what turns generations over.</summary>
internal static class GenerationExtensions
{
    public static IServiceCollection AddLogGenerations(this IServiceCollection services)
    {
        services.AddOptions<GenerationOptions>().BindConfiguration(GenerationOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GenerationOptions>, ValidateGenerationOptions>();
        services.AddSingleton<SealingPass>();
        services.AddSingleton<RetentionPass>();
        return services.AddHostedService<GenerationLoop>();
    }
}

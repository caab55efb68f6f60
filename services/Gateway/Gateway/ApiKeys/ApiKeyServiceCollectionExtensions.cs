using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Registers API keys.</summary>
internal static class ApiKeyServiceCollectionExtensions
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, ValidateAuthOptions>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<ApiKeyIssuer>();
        services.AddHostedService<BootstrapKey>();
        return services;
    }
}

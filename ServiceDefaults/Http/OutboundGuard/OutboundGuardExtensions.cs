using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Monitoring.ServiceDefaults.Http.OutboundGuard;

/// <summary>Registers guarded HTTP clients.</summary>
public static class OutboundGuardExtensions
{
    /// <summary>Adds a named <see cref="HttpClient"/> for addresses that users type in, and its <see cref="OutboundGuard"/> as keyed service.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="name">Name of the client and key of the guard, e.g. <c>alerting.webhook</c>.</param>
    /// <param name="section">Configuration section with <see cref="OutboundGuardOptions"/>.</param>
    public static IHostApplicationBuilder AddGuardedHttpClient(this IHostApplicationBuilder builder, string name, string section)
    {
        builder.Services.AddOptions<OutboundGuardOptions>(name).BindConfiguration(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OutboundGuardOptions>>(new ValidateOutboundGuardOptions(name, section));
        builder.Services.AddKeyedSingleton(
            name, static (services, key) => new OutboundGuard(services.GetRequiredService<IOptionsMonitor<OutboundGuardOptions>>().Get((string)key!)));
        builder.Services.AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(services => services.GetRequiredKeyedService<OutboundGuard>(name).CreateHandler())
            .ConfigureHttpClient(static client => client.Timeout = TimeSpan.FromSeconds(10))
            // URLs of webhooks hold tokens; the factory would log them.
            .RemoveAllLoggers();
        return builder;
    }
}

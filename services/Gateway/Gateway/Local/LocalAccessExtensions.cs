using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Monitoring.Gateway.Local;

/// <summary>Registers the access of the person who runs the process.</summary>
internal static class LocalAccessExtensions
{
    public static IHostApplicationBuilder AddLocalAccess(this IHostApplicationBuilder builder)
    {
        // Before every other source, so that any of them overrides it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Gateway:Session:IdleTimeout"] = "12:00:00",
                ["Gateway:Session:AbsoluteTimeout"] = "7.00:00:00",
            },
        });
        builder.Services.AddSingleton(new LocalAccess(builder.Configuration["MONITORING_DATA"] ?? ".data", Console.Out));
        builder.Services.AddHostedService<DemoKey>();
        builder.Services.AddHostedService<LoginLinkPrinter>();
        return builder;
    }
}

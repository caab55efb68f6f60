using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Browser;
using Monitoring.Gateway.Network;

namespace Monitoring.Gateway;

/// <summary>What every request passes before any module sees it, in this order.</summary>
/// <remarks>
/// A startup filter, so that it stands outside whatever the host itself adds. It therefore handles its own errors, too: a refusal that
/// cannot be written down while the database is away is answered 503.
/// </remarks>
internal sealed class GatewayPipeline : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<KeyInUrlGuard>();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = app.ApplicationServices.GetRequiredService<ConsoleFiles>().Files,
            OnPrepareResponse = static file =>
                file.Context.Response.Headers.CacheControl = ConsoleFiles.CacheControlOf(file.Context.Request.Path),
        });
        app.UseMiddleware<ConsolePages>();
        app.UseMiddleware<CrossSiteGuard>();
        next(app);
    };
}

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Monitoring.ServiceDefaults.Hosting;

/// <summary>Makes a host listen on its <see cref="Listeners"/>, and each port serve its own paths only.</summary>
internal static partial class ListenerExtensions
{
    public static void AddListeners(this WebApplicationBuilder builder)
    {
        var listeners = Listeners.Plan(builder.Configuration, IsFree);
        builder.WebHost.UseUrls(listeners.Urls);
        builder.Services.AddSingleton(listeners);
        builder.Services.AddHealthChecks().AddCheck("ports", () => listeners.Busy.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(' ', listeners.Busy)));
    }

    public static void UseListeners(this WebApplication app)
    {
        var listeners = app.Services.GetRequiredService<Listeners>();
        app.Use((context, next) =>
        {
            if (listeners.Serves(context.Connection.LocalPort, context.Request.Path))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>Says which ports other programs have.</summary>
    /// <exception cref="HostRefusedException">The main port is among them.</exception>
    public static void CheckListeners(this WebApplication app)
    {
        var listeners = app.Services.GetRequiredService<Listeners>();
        if (listeners.MainPort is { } port && port != 0 && !IsFree(port))
        {
            throw new HostRefusedException($"Port {port} is in use by another program. Stop it, or set PORT to another port.");
        }

        foreach (var problem in listeners.Busy)
        {
            LogPortBusy(app.Logger, problem);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogPortBusy(ILogger logger, string problem);
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>Gives a host its private Postgres where nobody gave it another.</summary>
public static class EmbeddedPostgresExtensions
{
    /// <summary>
    /// Starts the server of the data folder (<c>MONITORING_DATA</c>, <c>.data</c>) and sets <c>ConnectionStrings:postgres</c>, unless that is
    /// set, or the own connection string of each module is.
    /// </summary>
    /// <returns>The server to dispose after the host; null when none was needed.</returns>
    /// <exception cref="EmbeddedPostgresException">It cannot be started; the message says what to do.</exception>
    public static async Task<EmbeddedPostgresServer?> AddEmbeddedPostgresAsync(
        this IHostApplicationBuilder builder, IEnumerable<IServiceModule> modules, CancellationToken cancellationToken)
    {
        if (builder.Configuration.GetConnectionString("postgres") is not null
            || modules.All(module => builder.Configuration.GetConnectionString(module.Name) is not null))
        {
            return null;
        }

        var server = await EmbeddedPostgresServer.StartAsync(builder.Configuration["MONITORING_DATA"] ?? ".data", cancellationToken);
        builder.Configuration["ConnectionStrings:postgres"] = server.ConnectionString;
        return server;
    }
}

using Microsoft.Extensions.Hosting;
using Monitoring.Gateway.ApiKeys;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.Local;

/// <summary>Keeps a key for the demo in the data folder: it reports and reads, and can be revoked like any other.</summary>
internal sealed class DemoKey(LocalAccess local, ModuleDatabase<GatewayModule> database, ApiKeyStore keys, ApiKeyIssuer issuer) : IHostedService
{
    private static readonly string[] _scopes = [Access.TasksWrite, Access.LogsWrite, Access.MetricsWrite, Access.Read];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(local.DemoKeyFile)
            && await keys.FindAsync(await File.ReadAllTextAsync(local.DemoKeyFile, cancellationToken), cancellationToken) is not null)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancellationToken);
        var (_, value) = await issuer.IssueAsync(work, "demo", _scopes, expiresAt: null, createdBy: "system", cancellationToken);
        await work.CommitAsync(cancellationToken);
        await PrivateFile.WriteAsync(local.DemoKeyFile, value, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

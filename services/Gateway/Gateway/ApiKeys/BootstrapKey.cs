using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Audit;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Makes the admin key that the configuration asks for, before the first request can arrive.</summary>
internal sealed class BootstrapKey(
    ModuleDatabase<GatewayModule> database, ApiKeyIssuer issuer, AuditLog audit, IOptions<AuthOptions> options)
    : IHostedService
{
    private const string KeyName = "bootstrap";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapAdminKey is not { Length: > 0 } value)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancellationToken);
        if (await issuer.AdoptAsync(work, value, KeyName, [Access.Admin], cancellationToken))
        {
            await audit.WriteOwnAsync(work, "key.created", KeyName, "Auth:BootstrapAdminKey");
            await work.CommitAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

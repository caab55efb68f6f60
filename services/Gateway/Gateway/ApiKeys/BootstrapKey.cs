using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Audit;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Makes the admin key that the configuration asks for, before the first request can arrive.</summary>
internal sealed class BootstrapKey(ApiKeyIssuer issuer, AuditLog audit, IOptions<AuthOptions> options) : IHostedService
{
    private const string KeyName = "bootstrap";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapAdminKey is { Length: > 0 } value
            && await issuer.AdoptAsync(value, KeyName, [Access.Admin], cancellationToken))
        {
            await audit.WriteOwnAsync("key.created", KeyName, "Auth:BootstrapAdminKey");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Monitoring.Alerting.Channels;

/// <summary>Protects the secrets of channels at rest. A protected secret is bound to its channel: copied to another, it cannot be read.</summary>
internal sealed class ChannelSecrets : IDisposable
{
    // A container of its own: the process's own ring is kept elsewhere and protects other things.
    private readonly ServiceProvider _services;
    private readonly IDataProtectionProvider _protection;

    public ChannelSecrets(PostgresKeyRing keyRing, ILoggerFactory loggers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("monitoring.alerting");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = keyRing);
        _services = services.BuildServiceProvider();
        _protection = _services.GetRequiredService<IDataProtectionProvider>();
    }

    public string Protect(Guid channelId, string secret) => ProtectorOf(channelId).Protect(secret);

    /// <exception cref="CryptographicException">The key that protected it is gone, or it belongs to another channel.</exception>
    public string Unprotect(Guid channelId, string secret) => ProtectorOf(channelId).Unprotect(secret);

    public void Dispose() => _services.Dispose();

    private IDataProtector ProtectorOf(Guid channelId) => _protection.CreateProtector("channel", channelId.ToString("D"));
}

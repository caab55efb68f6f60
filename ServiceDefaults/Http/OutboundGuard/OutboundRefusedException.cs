namespace Monitoring.ServiceDefaults.Http.OutboundGuard;

/// <summary>The name of a host led to an address that must not be called. Arrives inside an <see cref="HttpRequestException"/>.</summary>
public sealed class OutboundRefusedException : IOException
{
    /// <summary>Names the host only: which address it resolved to is nothing that a caller should learn.</summary>
    public OutboundRefusedException(string host)
        : base($"{host} does not lead to a public address.")
    {
    }
}

using Dapper;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.Audit;

/// <summary>Writes down who signed in, who was refused, and who changed accounts and keys. The database refuses to change a row.</summary>
internal sealed class AuditLog(ModuleDatabase<GatewayModule> database, TimeProvider clock)
{
    /// <summary>Adds one entry about the caller of <paramref name="context"/>.</summary>
    /// <param name="action">What happened, e.g. <c>key.created</c>.</param>
    /// <param name="subject">What it happened to, e.g. a key's name; never a secret.</param>
    /// <param name="detail">What else a reader needs, e.g. the scopes of the key.</param>
    public Task WriteAsync(HttpContext context, string action, string? subject = null, string? detail = null) =>
        WriteAsync(
            context.User.Identity?.Name ?? "anonymous", action, subject, detail, context.Connection.RemoteIpAddress?.ToString());

    /// <summary>Adds one entry about something that no request asked for.</summary>
    public Task WriteOwnAsync(string action, string? subject = null, string? detail = null) =>
        WriteAsync("system", action, subject, detail, address: null);

    private async Task WriteAsync(string actor, string action, string? subject, string? detail, string? address)
    {
        // Not cancellable: a caller who hangs up must not escape the record.
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            "insert into audit (at, actor, action, object, detail, address) values (@at, @actor, @action, @subject, @detail, @address)",
            new { at = clock.GetUtcNow(), actor, action, subject, detail, address });
    }
}

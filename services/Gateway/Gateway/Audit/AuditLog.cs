using Dapper;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Gateway.Audit;

/// <summary>Writes down who signed in, who was refused, and who changed accounts and keys. The database refuses to change a row.</summary>
internal sealed class AuditLog(ModuleDatabase<GatewayModule> database, TimeProvider clock)
{
    /// <summary>Adds one entry about the caller of <paramref name="context"/>.</summary>
    /// <param name="action">What happened, e.g. <c>key.created</c>.</param>
    /// <param name="subject">What it happened to, e.g. a key's name; never a secret.</param>
    /// <param name="detail">What else a reader needs, e.g. the scopes of the key.</param>
    public async Task WriteAsync(HttpContext context, string action, string? subject = null, string? detail = null)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await InsertAsync(connection, ActorOf(context), action, subject, detail, AddressOf(context));
    }

    /// <summary>Adds one entry in the transaction of the change it tells of, so that neither is stored without the other.</summary>
    public Task WriteAsync(UnitOfWork work, HttpContext context, string action, string? subject = null, string? detail = null) =>
        InsertAsync(work.Connection, ActorOf(context), action, subject, detail, AddressOf(context));

    /// <summary>Adds one entry about something that no request asked for, in the transaction of the change.</summary>
    public Task WriteOwnAsync(UnitOfWork work, string action, string? subject = null, string? detail = null) =>
        InsertAsync(work.Connection, "system", action, subject, detail, address: null);

    // Not cancellable: a caller who hangs up must not escape the record.
    private async Task InsertAsync(
        NpgsqlConnection connection, string actor, string action, string? subject, string? detail, string? address) =>
        await connection.ExecuteAsync(
            "insert into audit (at, actor, action, object, detail, address) values (@at, @actor, @action, @subject, @detail, @address)",
            new { at = clock.GetUtcNow(), actor, action, subject, detail, address });

    private static string ActorOf(HttpContext context) => context.User.Identity?.Name ?? "anonymous";

    private static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>Turns the position of a list's reader into an opaque token that only this product can make, and back.</summary>
/// <remarks>
/// A cursor is a part of the next query; authenticating it keeps a caller from writing that part himself. The purpose binds it to one list.
/// </remarks>
public sealed class Cursors(IDataProtectionProvider protection)
{
    /// <summary>Writes a position.</summary>
    public string Write<T>(string purpose, T position) =>
        protection.CreateProtector("cursor", purpose).Protect(JsonSerializer.Serialize(position));

    /// <summary>Reads a position.</summary>
    /// <returns>Null when the token was not written here for this purpose.</returns>
    public T? Read<T>(string purpose, string cursor)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(protection.CreateProtector("cursor", purpose).Unprotect(cursor));
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}

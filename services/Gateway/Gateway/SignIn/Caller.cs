using System.Globalization;
using System.Security.Claims;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Users;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.SignIn;

/// <summary>The principal of a request: a person with a session, or a program with an API key.</summary>
/// <remarks>
/// The name is what other modules write down as the actor: <c>admin</c> for a person, <c>key:demo</c> for a program. What is kept per
/// caller goes by <see cref="CallerId"/>, since names repeat.
/// </remarks>
internal static class Caller
{
    /// <summary>Claim that says how a person's session was opened.</summary>
    public const string OpenedByClaim = "opened_by";

    private const string SessionClaim = "session";
    private const string KeyClaim = "key";
    private const string UserClaim = "user";

    public static ClaimsPrincipal Person(Session session) => Create(
        SessionScheme.Name,
        $"user:{session.UserId}",
        session.UserName,
        Roles.AccessOf(session.Role),
        [
            Id(SessionClaim, session.Id),
            Id(UserClaim, session.UserId),
            new(ClaimTypes.Role, session.Role),
            new(OpenedByClaim, session.OpenedBy),
        ]);

    public static ClaimsPrincipal Program(ApiKey key) =>
        Create(ApiKeyScheme.Name, $"key:{key.Id}", $"key:{key.Name}", key.GrantedAccess, [Id(KeyClaim, key.Id)]);

    /// <summary>The session a person came with; null for a program.</summary>
    public static Guid? SessionId(this ClaimsPrincipal caller) => ReadId(caller, SessionClaim);

    /// <summary>The key a program came with; null for a person.</summary>
    public static Guid? KeyId(this ClaimsPrincipal caller) => ReadId(caller, KeyClaim);

    /// <summary>The account of a person; null for a program.</summary>
    public static Guid? UserId(this ClaimsPrincipal caller) => ReadId(caller, UserClaim);

    private static ClaimsPrincipal Create(string scheme, string id, string name, IEnumerable<string> access, IEnumerable<Claim> claims) =>
        new(new ClaimsIdentity(
            [new(CallerId.Claim, id), new(ClaimTypes.Name, name), .. claims, .. access.Select(one => new Claim(Access.Claim, one))], scheme));

    private static Claim Id(string type, Guid id) => new(type, id.ToString("D", CultureInfo.InvariantCulture));

    private static Guid? ReadId(ClaimsPrincipal caller, string type) =>
        caller.FindFirst(type) is { } claim ? Guid.Parse(claim.Value, CultureInfo.InvariantCulture) : null;
}

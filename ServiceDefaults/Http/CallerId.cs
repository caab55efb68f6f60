using System.Security.Claims;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>Tells callers apart where they must not share something: idempotency keys, quotas, limits.</summary>
/// <remarks>A name does not: two keys may have one, and a name may be given again after its owner is gone.</remarks>
public static class CallerId
{
    /// <summary>The claim that sign-in issues for it.</summary>
    public const string Claim = ClaimTypes.NameIdentifier;

    /// <summary>E.g. <c>key:0198…</c> or <c>user:0198…</c>; empty for a caller that has not signed in.</summary>
    public static string Of(ClaimsPrincipal user) => user.FindFirstValue(Claim) ?? "";
}

using System.Security.Claims;

namespace Monitoring.Alerting;

/// <summary>Names who acts: the user's name, or the name of the key a program called with.</summary>
internal static class Actor
{
    public static string Of(ClaimsPrincipal user) => user.Identity?.Name ?? "unnamed";
}

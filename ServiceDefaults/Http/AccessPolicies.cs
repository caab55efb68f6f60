using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>Turns the names of <see cref="Access"/> into policies: the caller's principal must carry the claim of that name.</summary>
internal static class AccessPolicies
{
    public static void Add(AuthorizationOptions options)
    {
        foreach (var access in Access.All)
        {
            options.AddPolicy(access, policy => policy.RequireClaim(Access.Claim, access));
        }

        // Default deny: a route that names no policy is nobody's.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(IsNoRoute).Build();
    }

    // Without a route only the framework answers, and reveals nothing: 404, 405 with Allow, 415.
    private static bool IsNoRoute(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}

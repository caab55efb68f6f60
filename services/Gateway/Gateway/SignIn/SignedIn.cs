using Microsoft.AspNetCore.Authorization;

namespace Monitoring.Gateway.SignIn;

/// <summary>Policies that ask who is calling, not what they may do.</summary>
internal static class SignedIn
{
    /// <summary>Anybody with a valid session or key.</summary>
    public const string Policy = "signed-in";

    /// <summary>A person; keys are refused.</summary>
    public const string PersonPolicy = "person";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Policy, static policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(PersonPolicy, static policy => policy.RequireAssertion(static context => context.User.UserId() is not null));
    }
}

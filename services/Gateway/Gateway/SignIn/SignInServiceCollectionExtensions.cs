using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Audit;

namespace Monitoring.Gateway.SignIn;

/// <summary>Registers who may come in, and how.</summary>
internal static class SignInServiceCollectionExtensions
{
    private const string AnyScheme = "key-or-session";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddOptions<SessionOptions>().BindConfiguration(SessionOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SessionOptions>, ValidateSessionOptions>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<LoginLinks>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<RefusalSample>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationOutcome>();
        services.Configure<AuthorizationOptions>(SignedIn.Add);
        services.AddAuthentication(AnyScheme)
            // A key wins over a cookie: a program that sends one means it, whatever its browser adds.
            .AddPolicyScheme(AnyScheme, displayName: null, static options => options.ForwardDefaultSelector = static context =>
                ApiKeyScheme.Read(context.Request) is null && SessionCookie.Read(context.Request) is not null
                    ? SessionScheme.Name
                    : ApiKeyScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, static _ => { })
            .AddScheme<AuthenticationSchemeOptions, SessionScheme>(SessionScheme.Name, static _ => { });
        return services;
    }
}

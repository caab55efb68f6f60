using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.Limits;
using Monitoring.Gateway.Users;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.SignIn;

/// <summary>Signing in and out: by one-time link or by name and password.</summary>
internal static class SignInEndpoints
{
    private const string WrongCredentials = "Name or password is wrong.";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("Sign-in");
        auth.MapPost("/setup", RedeemLink).Accepts<SetupRequest>("application/json").RequireRateLimiting(LimitPolicies.Setup).AllowAnonymous();
        auth.MapPost("/login", LogIn).Accepts<LoginRequest>("application/json").RequireRateLimiting(LimitPolicies.Login).AllowAnonymous();
        auth.MapPost("/logout", LogOut).AllowAnonymous();
        auth.MapGet("/me", Me).RequireAuthorization(SignedIn.Policy);
        auth.MapPut("/password", ChangePassword).Accepts<PasswordRequest>("application/json").RequireRateLimiting(LimitPolicies.Administration)
            .RequireAuthorization(SignedIn.PersonPolicy);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RedeemLink(
        HttpContext context, LoginLinks links, UserStore users, Entrance entrance, AuditLog audit)
    {
        var body = await JsonBody.ReadAsync<SetupRequest>(context.Request, JsonBody.DefaultLimitBytes, context.RequestAborted);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        if (!await links.RedeemAsync(body.Value.Token ?? "", context.RequestAborted))
        {
            await audit.WriteAsync(context, "sign-in.refused", detail: "login link");
            return Unauthenticated("The link has been used or has expired. Ask for a new one with: ./run link");
        }

        await entrance.OpenAsync(context, await users.FirstAdminAsync(context.RequestAborted), Session.ByLink);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LogIn(
        HttpContext context, UserStore users, Passwords passwords, SignInThrottle throttle, Entrance entrance, AuditLog audit)
    {
        var body = await JsonBody.ReadAsync<LoginRequest>(context.Request, JsonBody.DefaultLimitBytes, context.RequestAborted);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        if (body.Value is not { Name: { } name, Password: { Length: <= Passwords.MaxLength } password } || !UserValidation.IsName(name))
        {
            return Unauthenticated(WrongCredentials);
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var delay = await throttle.RemainingDelayAsync(name, address, context.RequestAborted);
        if (delay > TimeSpan.Zero)
        {
            return TooManyRequests.After(context, delay);
        }

        var user = await users.FindByNameAsync(name, context.RequestAborted);
        if (!passwords.Verify(user, password))
        {
            await throttle.RecordFailureAsync(name, address, context.RequestAborted);
            await audit.WriteAsync(context, "sign-in.refused", name, "password");
            return Unauthenticated(WrongCredentials);
        }

        await throttle.RecordSuccessAsync(name, address, context.RequestAborted);
        await entrance.OpenAsync(context, user!, Session.ByPassword);
        return TypedResults.NoContent();
    }

    /// <summary>Ends the session if there is one: signing out twice is no error.</summary>
    private static async Task<NoContent> LogOut(HttpContext context, SessionStore sessions, AuditLog audit)
    {
        if (context.User.SessionId() is { } id)
        {
            await sessions.CloseAsync(id, context.RequestAborted);
            await audit.WriteAsync(context, "sign-out");
        }

        SessionCookie.Delete(context);
        return TypedResults.NoContent();
    }

    private static MeResponse Me(ClaimsPrincipal caller) => new(
        caller.Identity!.Name!,
        caller.FindFirstValue(ClaimTypes.Role),
        [.. caller.FindAll(Access.Claim).Select(claim => claim.Value)],
        Csrf: null,
        ProductVersion.Current);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        HttpContext context, ModuleDatabase<GatewayModule> database, UserStore users, Passwords passwords, SessionStore sessions, AuditLog audit)
    {
        var body = await JsonBody.ReadAsync<PasswordRequest>(context.Request, JsonBody.DefaultLimitBytes, context.RequestAborted);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var password = body.Value.Password ?? "";
        if (Passwords.Objection(password) is { } objection)
        {
            return Problems.Invalid("password", objection);
        }

        var session = context.User.SessionId()!.Value;
        var user = await users.FindAsync(context.User.UserId()!.Value, context.RequestAborted);
        var mustProve = user?.PasswordHash is not null && !context.User.HasClaim(Caller.OpenedByClaim, Session.ByLink);
        if (mustProve && !passwords.Verify(user, body.Value.CurrentPassword ?? ""))
        {
            return Problems.Invalid("currentPassword", "The current password is needed, and this is not it.");
        }

        var hash = passwords.Hash(password);
        await using var work = await database.BeginAsync(context.RequestAborted);
        await UserStore.ChangeAsync(work, user!.Id, role: null, hash, context.RequestAborted);
        await sessions.CloseAllAsync(work, user.Id, except: session, context.RequestAborted);
        await audit.WriteAsync(work, context, "password.changed", user.Name);
        await work.CommitAsync(context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Unauthenticated(string detail) =>
        Problems.Create(StatusCodes.Status401Unauthorized, "unauthenticated", "Sign-in failed.", detail);
}

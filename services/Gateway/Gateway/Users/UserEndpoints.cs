using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.Limits;
using Monitoring.Gateway.SignIn;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.Users;

/// <summary>Managing accounts.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v1/users").WithTags("Users").RequireAuthorization(Access.Admin)
            .RequireRateLimiting(LimitPolicies.Administration);
        users.MapGet("", List);
        users.MapPost("", Create).Accepts<CreateUserRequest>("application/json");
        users.MapPut("/{id:guid}", Change).Accepts<ChangeUserRequest>("application/json");
        users.MapDelete("/{id:guid}", Remove);
    }

    private static async Task<UserListResponse> List(UserStore users, CancellationToken cancellationToken) =>
        new([.. (await users.ListAsync(cancellationToken)).Select(UserResponse.Of)]);

    private static async Task<Results<Created<UserResponse>, ProblemHttpResult>> Create(
        HttpContext context, ModuleDatabase<GatewayModule> database, UserStore users, Passwords passwords, AuditLog audit)
    {
        var body = await JsonBody.ReadAsync<CreateUserRequest>(context.Request, JsonBody.DefaultLimitBytes, context.RequestAborted);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var request = body.Value;
        var errors = UserValidation.Validate(request);
        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        var hash = request.Password is null ? null : passwords.Hash(request.Password);
        await using var work = await database.BeginAsync(context.RequestAborted);
        if (await users.AddAsync(work, request.Name!, request.Role!, hash, context.RequestAborted) is not { } user)
        {
            return Problems.Conflict("An account of this name exists.");
        }

        await audit.WriteAsync(work, context, "user.created", user.Name, user.Role);
        await work.CommitAsync(context.RequestAborted);
        return TypedResults.Created($"/api/v1/users/{user.Id}", UserResponse.Of(user));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(
        Guid id, HttpContext context, ModuleDatabase<GatewayModule> database, Passwords passwords, SessionStore sessions, AuditLog audit)
    {
        var body = await JsonBody.ReadAsync<ChangeUserRequest>(context.Request, JsonBody.DefaultLimitBytes, context.RequestAborted);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var request = body.Value;
        var errors = UserValidation.Validate(request);
        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        var hash = request.Password is null ? null : passwords.Hash(request.Password);
        await using var work = await database.BeginAsync(context.RequestAborted);
        var change = await UserStore.ChangeAsync(work, id, request.Role, hash, context.RequestAborted);
        if (change is not UserChange.Done)
        {
            return Refuse(change);
        }

        // A password that somebody else set ends what the former one had opened.
        if (hash is not null)
        {
            await sessions.CloseAllAsync(work, id, except: context.User.SessionId(), context.RequestAborted);
        }

        work.AfterCommit(sessions.Forget);
        await audit.WriteAsync(
            work, context, "user.changed", id.ToString(), $"role {request.Role ?? "kept"}, password {(hash is null ? "kept" : "set")}");
        await work.CommitAsync(context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        Guid id, HttpContext context, ModuleDatabase<GatewayModule> database, SessionStore sessions, AuditLog audit)
    {
        await using var work = await database.BeginAsync(context.RequestAborted);
        var change = await UserStore.RemoveAsync(work, id, context.RequestAborted);
        if (change is not UserChange.Done)
        {
            return Refuse(change);
        }

        work.AfterCommit(sessions.Forget);
        await audit.WriteAsync(work, context, "user.removed", id.ToString());
        await work.CommitAsync(context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refuse(UserChange change) => change is UserChange.LastAdmin
        ? Problems.Conflict("This is the last admin; make somebody else admin first.")
        : Problems.NotFound("The user");
}

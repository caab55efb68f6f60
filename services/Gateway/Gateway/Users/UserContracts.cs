using System.Text.Json.Serialization;

namespace Monitoring.Gateway.Users;

/// <summary>Body of <c>POST /api/v1/users</c>; without a password the account cannot be entered until one is set.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateUserRequest(string? Name, string? Role, string? Password);

/// <summary>Body of <c>PUT /api/v1/users/{id}</c>; an absent value stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ChangeUserRequest(string? Role, string? Password);

/// <summary>An account without its password.</summary>
internal sealed record UserResponse(Guid Id, string Name, string Role, bool HasPassword, DateTimeOffset CreatedAt)
{
    public static UserResponse Of(User user) => new(user.Id, user.Name, user.Role, user.PasswordHash is not null, user.CreatedAt);
}

/// <summary>Answer of <c>GET /api/v1/users</c>.</summary>
internal sealed record UserListResponse(IReadOnlyList<UserResponse> Items);

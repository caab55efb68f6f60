using System.Text.Json.Serialization;

namespace Monitoring.Gateway.SignIn;

/// <summary>Body of <c>POST /auth/setup</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetupRequest(string? Token);

/// <summary>Body of <c>POST /auth/login</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LoginRequest(string? Name, string? Password);

/// <summary>Body of <c>PUT /auth/password</c>.</summary>
/// <param name="Password">The new password.</param>
/// <param name="CurrentPassword">Needed when there is one, unless the caller came in by a login link.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PasswordRequest(string? Password, string? CurrentPassword);

/// <summary>Answer of <c>GET /auth/me</c>.</summary>
/// <param name="Name">The account, or the key as <c>key:name</c>.</param>
/// <param name="Role">Role of a person; null for a key.</param>
/// <param name="Access">What the caller may do, as names of access policies.</param>
/// <param name="Csrf">Always null: the header <c>X-Requested-With</c> takes the place of a token.</param>
/// <param name="Version">Version of the product.</param>
internal sealed record MeResponse(string Name, string? Role, IReadOnlyList<string> Access, string? Csrf, string Version);

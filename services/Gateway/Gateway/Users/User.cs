namespace Monitoring.Gateway.Users;

/// <summary>A person's account.</summary>
internal sealed record User
{
    public required Guid Id { get; init; }

    /// <summary>Unique whatever its case.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="Roles.All"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Null until a password is set; such an account is entered by a login link only.</summary>
    public string? PasswordHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

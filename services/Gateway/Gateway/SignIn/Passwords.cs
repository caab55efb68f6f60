using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Users;

namespace Monitoring.Gateway.SignIn;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA512, salted, by the framework.</summary>
internal sealed class Passwords
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    // OWASP's count for PBKDF2-HMAC-SHA512: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly Lazy<string> _nobodys;

    public Passwords() => _nobodys = new(() => Hash(Guid.CreateVersion7().ToString()));

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether the password opens the account. An unknown account costs the same time as a wrong password, so that names stay secret.</summary>
    public bool Verify(User? user, string password)
    {
        var verified = _hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? _nobodys.Value, password);
        return user?.PasswordHash is not null && verified != PasswordVerificationResult.Failed;
    }

    /// <summary>Why a new password is refused; null when it is fine.</summary>
    public static string? Objection(string password) => password.Length switch
    {
        < MinLength => $"Take at least {MinLength} characters.",
        > MaxLength => $"Take at most {MaxLength} characters.",
        _ => null,
    };
}

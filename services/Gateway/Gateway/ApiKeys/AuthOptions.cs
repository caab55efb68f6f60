using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Access that exists from the first start on. Section: <c>Auth</c>.</summary>
public sealed class AuthOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Auth";

    /// <summary>Fewer characters can be guessed, so a shorter key stops the start.</summary>
    public const int MinKeyLength = 32;

    /// <summary>Value of an admin key for automation, at least 32 characters, never logged. Null, the default, makes none.</summary>
    /// <remarks>A new value adds a key and leaves the former one valid until it is revoked; a revoked value stays revoked.</remarks>
    public string? BootstrapAdminKey { get; set; }
}

internal sealed class ValidateAuthOptions : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options) =>
        options.BootstrapAdminKey is { Length: < AuthOptions.MinKeyLength } key
            ? ValidateOptionsResult.Fail(
                $"Auth:BootstrapAdminKey has {key.Length} characters; it must have at least {AuthOptions.MinKeyLength}, or be left out.")
            : ValidateOptionsResult.Success;
}

using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Says everything that is wrong with a request for a key.</summary>
internal static class CreateKeyValidator
{
    public const int MaxNameLength = 64;

    public static Dictionary<string, string[]> Validate(CreateKeyRequest request, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > MaxNameLength || request.Name.Any(char.IsControl))
        {
            errors["name"] = [$"Give the key a name of 1 to {MaxNameLength} characters, without control characters."];
        }

        if (request.Scopes is not { Count: > 0 } scopes || scopes.Except(Access.All).Any())
        {
            errors["scopes"] = [$"Name at least one of: {string.Join(", ", Access.All)}."];
        }

        if (request.ExpiresAt <= now)
        {
            errors["expiresAt"] = ["This time has passed."];
        }

        return errors;
    }
}

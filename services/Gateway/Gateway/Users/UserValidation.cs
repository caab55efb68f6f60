using System.Text.RegularExpressions;
using Monitoring.Gateway.SignIn;

namespace Monitoring.Gateway.Users;

/// <summary>Says everything that is wrong with a new or changed account.</summary>
internal static partial class UserValidation
{
    private const int MaxNameLength = 64;

    public static Dictionary<string, string[]> Validate(CreateUserRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Name is null || !IsName(request.Name))
        {
            errors["name"] = [$"Take 1 to {MaxNameLength} letters and digits, and . _ - @ between them."];
        }

        CheckRole(errors, request.Role);
        CheckPassword(errors, request.Password);
        return errors;
    }

    public static Dictionary<string, string[]> Validate(ChangeUserRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Role is not null)
        {
            CheckRole(errors, request.Role);
        }

        CheckPassword(errors, request.Password);
        return errors;
    }

    /// <summary>Whether an account can have this name.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    private static void CheckRole(Dictionary<string, string[]> errors, string? role)
    {
        if (!Roles.All.Contains(role))
        {
            errors["role"] = [$"Take one of: {string.Join(", ", Roles.All)}."];
        }
    }

    private static void CheckPassword(Dictionary<string, string[]> errors, string? password)
    {
        if (password is not null && Passwords.Objection(password) is { } objection)
        {
            errors["password"] = [objection];
        }
    }

    [GeneratedRegex(@"^(?=.{1,64}\z)[\p{L}\p{N}]+([._@-][\p{L}\p{N}]+)*\z")]
    private static partial Regex Name();
}

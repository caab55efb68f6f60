using System.Text.RegularExpressions;
using Monitoring.Gateway.SignIn;

namespace Monitoring.Gateway.Users;

/// <summary>Says everything that is wrong with a new or changed account.</summary>
internal static partial class UserValidation
{
    public const int MaxNameLength = 64;

    public static Dictionary<string, string[]> Validate(CreateUserRequest request)
    {
        var errors = Validate(request.Role, request.Password);
        if (!Name().IsMatch(request.Name))
        {
            errors["name"] = [$"Take 1 to {MaxNameLength} letters, digits, and . _ - @ between them."];
        }

        return errors;
    }

    public static Dictionary<string, string[]> Validate(ChangeUserRequest request) => Validate(request.Role, request.Password);

    private static Dictionary<string, string[]> Validate(string? role, string? password)
    {
        var errors = new Dictionary<string, string[]>();
        if (role is not null && !Roles.All.Contains(role))
        {
            errors["role"] = [$"Take one of: {string.Join(", ", Roles.All)}."];
        }

        if (password is not null && Passwords.Objection(password) is { } objection)
        {
            errors["password"] = [objection];
        }

        return errors;
    }

    [GeneratedRegex(@"^(?=.{1,64}\z)[\p{L}\p{N}]+([._@-][\p{L}\p{N}]+)*\z")]
    private static partial Regex Name();
}

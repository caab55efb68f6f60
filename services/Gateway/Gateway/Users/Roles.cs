using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Users;

/// <summary>What a person may do: viewer reads, operator also acts and reports, admin may do everything.</summary>
internal static class Roles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Admin];

    /// <summary>The policies of <see cref="Access"/> that a role satisfies; none for a role that does not exist.</summary>
    public static IReadOnlyList<string> AccessOf(string role) => role switch
    {
        Viewer => [Access.Read],
        Operator => [Access.Read, Access.Operate, Access.TasksWrite, Access.LogsWrite, Access.MetricsWrite, Access.RumWrite],
        Admin => Access.All,
        _ => [],
    };
}

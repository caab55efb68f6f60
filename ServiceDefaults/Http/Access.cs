namespace Monitoring.ServiceDefaults.Http;

/// <summary>Names of the authorization policies that endpoints ask for. An endpoint without one is refused to everybody.</summary>
public static class Access
{
    /// <summary>See everything but secrets: viewer, operator, admin, or a key with scope <c>read</c>.</summary>
    public const string Read = "read";

    /// <summary>Act on incidents, runs and rules: operator, admin, or a key with scope <c>operate</c>.</summary>
    public const string Operate = "operate";

    /// <summary>Manage channels, keys, users and retention: admin, or a key with scope <c>admin</c>.</summary>
    public const string Admin = "admin";

    /// <summary>Report runs and tasks: operator, admin, or a key with scope <c>tasks:write</c>.</summary>
    public const string TasksWrite = "tasks:write";

    /// <summary>Send logs: operator, admin, or a key with scope <c>logs:write</c>.</summary>
    public const string LogsWrite = "logs:write";

    /// <summary>Send metrics: operator, admin, or a key with scope <c>metrics:write</c>.</summary>
    public const string MetricsWrite = "metrics:write";

    /// <summary>Send browser measurements: operator, admin, or a key with scope <c>rum:write</c>.</summary>
    public const string RumWrite = "rum:write";

    /// <summary>Claim type that holds one granted policy name.</summary>
    public const string Claim = "access";

    /// <summary>Every policy.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Operate, Admin, TasksWrite, LogsWrite, MetricsWrite, RumWrite];
}

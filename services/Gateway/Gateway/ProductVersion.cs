using System.Reflection;

namespace Monitoring.Gateway;

/// <summary>The version that the product tells its users.</summary>
internal static class ProductVersion
{
    /// <summary>For example <c>1.0.0</c>; without the source revision that builds append after a plus sign.</summary>
    public static string Current { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

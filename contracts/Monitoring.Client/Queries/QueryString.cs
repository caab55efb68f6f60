using System.Globalization;

namespace Monitoring.Client.Queries;

/// <summary>Writes parameters behind a path: those that are null are left out, times in RFC 3339, e.g. <c>runs?from=2026-01-31T08%3A00%3A00.0000000Z&amp;limit=5</c>.</summary>
internal static class QueryString
{
    public static string Append(string path, IEnumerable<(string Name, object? Value)> parameters)
    {
        var written = from parameter in parameters
                      where parameter.Value is not null
                      select $"{parameter.Name}={Uri.EscapeDataString(Write(parameter.Value))}";
        var query = string.Join('&', written);
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string Write(object value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Alerting;

/// <summary>Query parameters that are ids.</summary>
internal static class ParameterReaderExtensions
{
    public static Guid? Id(this ParameterReader parameters, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (Guid.TryParse(value, out var id))
        {
            return id;
        }

        parameters.Refuse(name, "A UUID.");
        return null;
    }
}

using System.Globalization;

namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Parser of <c>/proc/loadavg</c>, e.g. <c>5.45 1.75 0.72 8/240 11428</c>. Pure.</summary>
internal static class LoadAvg
{
    /// <returns>Null where it does not begin with three numbers.</returns>
    public static LoadAverage? Parse(string text)
    {
        var loads = text.Split(' ').Take(3)
            .Select(column => double.TryParse(column, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var load) ? load : (double?)null)
            .OfType<double>().ToList();
        return loads is [var one, var five, var fifteen] ? new(one, five, fifteen) : null;
    }
}

using System.Globalization;

namespace Monitoring.Metrics.Collection.Linux;

/// <summary>Reads the tables of <c>/proc</c>. A line that does not have the expected form is skipped: kernels add lines and columns. Pure.</summary>
internal static class ProcText
{
    public static IEnumerable<string[]> Rows(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(columns => columns.Length > 0);

    /// <summary>Every column as a number; null where one is none.</summary>
    public static long[]? Numbers(ReadOnlySpan<string> columns)
    {
        var numbers = new long[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!long.TryParse(columns[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }
}

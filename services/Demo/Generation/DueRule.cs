using System.Globalization;
using System.Text.RegularExpressions;
using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Generation;

/// <summary>Computes when a task is due within a month.</summary>
/// <remarks>
/// Rules: <c>day 10</c>, <c>last day</c>, <c>working day 3</c>, <c>last working day</c>. A day that falls on a weekend or holiday is
/// shifted as the template says.
/// </remarks>
internal static partial class DueRule
{
    /// <exception cref="DueRuleException">The rule cannot be read.</exception>
    /// <exception cref="DueDateException">The month has no such day.</exception>
    public static DateOnly DateIn(int year, int month, string rule, DueShift shift, WorkCalendar calendar)
    {
        var match = Rule().Match(rule);
        if (!match.Success)
        {
            throw new DueRuleException(rule);
        }

        var days = match.Groups["working"].Success
            ? [.. calendar.WorkingDaysOf(year, month)]
            : Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(day => new DateOnly(year, month, day)).ToArray();
        var number = match.Groups["last"].Success ? days.Length : int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        if (number < 1 || number > days.Length)
        {
            throw new DueDateException(rule, year, month);
        }

        return calendar.Shift(days[number - 1], shift);
    }

    [GeneratedRegex(@"\A((?<last>last )(?<working>working )?day|(?<working>working )?day (?<number>[0-9]{1,2}))\z")]
    private static partial Regex Rule();
}

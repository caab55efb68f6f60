using System.Globalization;
using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Generation;

/// <summary>Knows the working days: Monday to Friday but for holidays.</summary>
internal sealed class WorkCalendar(IEnumerable<string> holidays)
{
    private readonly HashSet<string> _holidays = [.. holidays];

    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !_holidays.Contains(day.ToString("MM-dd", CultureInfo.InvariantCulture));

    public IEnumerable<DateOnly> WorkingDaysOf(int year, int month) =>
        Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(day => new DateOnly(year, month, day)).Where(IsWorkingDay);

    public DateOnly Shift(DateOnly day, DueShift shift)
    {
        var step = shift switch
        {
            DueShift.Next => 1,
            DueShift.Previous => -1,
            _ => 0,
        };
        while (step != 0 && !IsWorkingDay(day))
        {
            day = day.AddDays(step);
        }

        return day;
    }
}

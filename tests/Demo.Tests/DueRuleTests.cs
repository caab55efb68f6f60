using System.Globalization;
using Monitoring.Demo.Generation;
using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Tests;

public sealed class DueRuleTests
{
    private static readonly WorkCalendar _calendar = new(["01-01", "05-01", "12-25", "12-26"]);

    [Theory]
    [InlineData("day 10", "None", 2026, 1, "2026-01-10")]               // a Saturday
    [InlineData("day 10", "Next", 2026, 1, "2026-01-12")]
    [InlineData("day 10", "Previous", 2026, 1, "2026-01-09")]
    [InlineData("day 1", "Next", 2026, 5, "2026-05-04")]                // holiday, then a weekend
    [InlineData("day 1", "Previous", 2026, 1, "2025-12-31")]            // out of the month, as a calendar has it
    [InlineData("last day", "None", 2028, 2, "2028-02-29")]
    [InlineData("last day", "Previous", 2026, 5, "2026-05-29")]
    [InlineData("working day 1", "None", 2026, 1, "2026-01-02")]
    [InlineData("working day 3", "None", 2026, 5, "2026-05-06")]
    [InlineData("last working day", "None", 2026, 12, "2026-12-31")]
    public void A_rule_names_a_day_of_the_month(string rule, string shift, int year, int month, string date) => Assert.Equal(
        DateOnly.Parse(date, CultureInfo.InvariantCulture), DueRule.DateIn(year, month, rule, Enum.Parse<DueShift>(shift), _calendar));

    [Theory]
    [InlineData("day 31", 4)]
    [InlineData("day 30", 2)]
    [InlineData("day 0", 1)]
    [InlineData("working day 24", 3)]
    public void A_day_that_the_month_does_not_have_is_an_error(string rule, int month) =>
        Assert.Throws<DueDateException>(() => DueRule.DateIn(2026, month, rule, DueShift.None, _calendar));

    [Theory]
    [InlineData("")]
    [InlineData("10th working day")]
    [InlineData("day")]
    [InlineData("day 100")]
    [InlineData("last")]
    [InlineData("Day 1")]
    public void A_rule_that_cannot_be_read_is_an_error(string rule) =>
        Assert.Throws<DueRuleException>(() => DueRule.DateIn(2026, 1, rule, DueShift.None, _calendar));
}

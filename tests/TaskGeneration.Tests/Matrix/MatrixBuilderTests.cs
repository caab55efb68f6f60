using Monitoring.TaskGeneration.Matrix;

namespace Monitoring.TaskGeneration.Tests.Matrix;

public sealed class MatrixBuilderTests
{
    private static readonly DateTimeOffset _today = new(2026, 5, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Months_without_a_run_are_gaps_from_the_first_month_to_the_current_one()
    {
        var last = Guid.CreateVersion7();
        var runs = new MonthRuns
        {
            GenerationType = "auto",
            TargetMonth = 4,
            Runs = 2,
            LastId = last,
            LastStatus = "partial",
            LastSuccessRate = 90,
        };

        var row = Build(2026, "auto", firstYear: 2026, firstMonth: 2, runs);

        Assert.Equal(new MatrixMonth(4, 2, last, "partial", 90, false), row[3]);
        Assert.Equal([3, 5], GapsOf(row));
    }

    [Theory]
    [InlineData(2025, new[] { 12 })]                       // the type began in November 2025
    [InlineData(2026, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(2027, new int[0])]
    public void A_gap_is_neither_before_the_first_month_nor_in_the_future(int year, int[] gaps) =>
        Assert.Equal(gaps, GapsOf(Build(year, "auto", firstYear: 2025, firstMonth: 11)));

    private static IReadOnlyList<MatrixMonth> Build(int year, string type, int firstYear, int firstMonth, params MonthRuns[] runs)
    {
        var first = new FirstMonth { GenerationType = type, MonthNumber = MatrixBuilder.Number(firstYear, firstMonth) };
        return Assert.Single(MatrixBuilder.Build(year, [first], runs, _today).Rows).Months;
    }

    private static IEnumerable<int> GapsOf(IEnumerable<MatrixMonth> months) => months.Where(month => month.IsGap).Select(month => month.Month);
}

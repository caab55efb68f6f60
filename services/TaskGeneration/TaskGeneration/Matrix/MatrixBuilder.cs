namespace Monitoring.TaskGeneration.Matrix;

/// <summary>The runs for one month of one type, as read.</summary>
internal sealed record MonthRuns
{
    public required string GenerationType { get; init; }
    public required int TargetMonth { get; init; }
    public required int Runs { get; init; }
    public required Guid LastId { get; init; }
    public required string LastStatus { get; init; }
    public double? LastSuccessRate { get; init; }
}

/// <summary>The first month a type was ever generated for.</summary>
internal sealed record FirstMonth
{
    public required string GenerationType { get; init; }

    /// <summary>See <see cref="MatrixBuilder.Number"/>.</summary>
    public required int MonthNumber { get; init; }
}

/// <summary>Lays the runs of a year out by type and month and marks the gaps. Pure.</summary>
internal static class MatrixBuilder
{
    /// <summary>Months counted through, so that they compare across years; the same expression as in SQL.</summary>
    public static int Number(int year, int month) => (year * 12) + month;

    /// <param name="year">The year shown.</param>
    /// <param name="firstMonths">Every type whose first month is not after the year.</param>
    /// <param name="runs">The months of the year that have runs.</param>
    /// <param name="today">Tells which months are still to come.</param>
    public static RunMatrix Build(int year, IEnumerable<FirstMonth> firstMonths, IEnumerable<MonthRuns> runs, DateTimeOffset today)
    {
        var months = runs.ToDictionary(month => (month.GenerationType, month.TargetMonth));
        return new(year, [.. firstMonths.OrderBy(first => first.GenerationType, StringComparer.Ordinal).Select(RowOf)]);

        MatrixRow RowOf(FirstMonth first) => new(first.GenerationType, [.. Enumerable.Range(1, 12).Select(month => MonthOf(first, month))]);

        MatrixMonth MonthOf(FirstMonth first, int month)
        {
            if (months.TryGetValue((first.GenerationType, month), out var found))
            {
                return new(month, found.Runs, found.LastId, found.LastStatus, found.LastSuccessRate, IsGap: false);
            }

            var number = Number(year, month);
            var isGap = number > first.MonthNumber && number <= Number(today.Year, today.Month);
            return new(month, 0, null, null, null, isGap);
        }
    }
}

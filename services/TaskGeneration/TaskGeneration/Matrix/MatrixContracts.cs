namespace Monitoring.TaskGeneration.Matrix;

/// <summary>Answer of <c>GET /matrix</c>: what was generated for the months of a year.</summary>
internal sealed record RunMatrix(int Year, IReadOnlyList<MatrixRow> Rows);

/// <summary>The twelve months of one generation type.</summary>
internal sealed record MatrixRow(string GenerationType, IReadOnlyList<MatrixMonth> Months);

/// <summary>The runs for one month; the fields of the last one are null when there is none.</summary>
/// <param name="Month">1–12.</param>
/// <param name="Runs">How many runs had this month as their target.</param>
/// <param name="RunId">The run that started last.</param>
/// <param name="Status">Its status.</param>
/// <param name="SuccessRate">Its success rate.</param>
/// <param name="IsGap">A month that should have had a run: after the type's first month, not in the future, and without one.</param>
internal sealed record MatrixMonth(int Month, int Runs, Guid? RunId, string? Status, double? SuccessRate, bool IsGap);

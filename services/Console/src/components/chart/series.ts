/** One line of a chart: points are [Unix milliseconds, value], ascending. */
export interface ChartSeries {
  name: string;
  points: readonly (readonly [number, number | null])[];
}

/** Columns as uPlot wants them: instants in seconds, then one column of values for each series. */
export type Columns = [number[], ...(number | null | undefined)[][]];

/**
 * Lays series with different instants over one common axis. Where a series has no point the cell is `undefined`
 * (the line passes over it); a `null` the server sent stays a gap.
 */
export function alignSeries(series: readonly ChartSeries[]): Columns {
  const instants = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const row = new Map(instants.map((at, index) => [at, index]));
  const columns = series.map(({ points }) => {
    const column = new Array<number | null | undefined>(instants.length).fill(undefined);
    for (const [at, value] of points) column[row.get(at) ?? 0] = value;
    return column;
  });
  return [instants.map((at) => at / 1_000), ...columns];
}

/** The newest value of a series, or null when it has none. */
export function latestValue({ points }: ChartSeries): number | null {
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const value = points[index]?.[1];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

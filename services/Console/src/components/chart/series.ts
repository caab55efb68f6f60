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

/** A silence longer than this many usual distances between points is a gap. */
const GAP_FACTOR = 4;

/**
 * Breaks the line where values are missing. The server leaves out steps without samples; drawing over them would
 * show an outage as calm. The usual distance is the median, so sources that report every 30 s have no gap at 15 s steps.
 */
export function breakAtGaps({ name, points }: ChartSeries): ChartSeries {
  const distances = points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? at));
  const usual = [...distances].sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  const broken = points.flatMap((point, index): ChartSeries['points'] => {
    const next = points[index + 1];
    const isGap = next !== undefined && next[0] - point[0] > usual * GAP_FACTOR;
    return isGap ? [point, [point[0] + usual, null]] : [point];
  });
  return { name, points: broken };
}

/** The newest value of a series, or null when it has none. */
export function latestValue({ points }: ChartSeries): number | null {
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const value = points[index]?.[1];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

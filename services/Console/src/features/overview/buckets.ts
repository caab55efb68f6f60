import type { Incident } from '@/features/alerts/types';
import type { HistogramBucket, Level } from '@/features/logs/types';
import type { Run } from '@/features/runs/types';
import type { Span } from '@/lib/time-range';

const BUCKETS = 40;

/** Splits the span into equal parts and sums what falls into each. */
function bucketize<T>(items: readonly T[], span: Span, at: (item: T) => string): T[][] {
  const buckets: T[][] = Array.from({ length: BUCKETS }, () => []);
  const width = (span.to - span.from) / BUCKETS;
  for (const item of items) {
    const index = Math.floor((Date.parse(at(item)) - span.from) / width);
    buckets[Math.min(BUCKETS - 1, index)]?.push(item);
  }
  return buckets;
}

export function runCounts(runs: readonly Run[], span: Span): number[] {
  return bucketize(runs, span, (run) => run.startedAt).map((bucket) => bucket.length);
}

/** Share of ended runs that completed, in percent; null where none ended. */
export function runSuccess(runs: readonly Run[], span: Span): (number | null)[] {
  const ended = runs.filter(({ status }) => status !== 'running');
  return bucketize(ended, span, (run) => run.startedAt).map((bucket) =>
    bucket.length === 0 ? null : (100 * bucket.filter(({ status }) => status === 'completed').length) / bucket.length,
  );
}

/** How many incidents were open at the end of each part of the span. */
export function openIncidents(incidents: readonly Incident[], span: Span): number[] {
  const width = (span.to - span.from) / BUCKETS;
  return Array.from({ length: BUCKETS }, (_, index) => {
    const instant = span.from + (index + 1) * width;
    return incidents.filter(
      ({ startedAt, resolvedAt }) =>
        Date.parse(startedAt) <= instant && (resolvedAt === null || Date.parse(resolvedAt) > instant),
    ).length;
  });
}

const ERROR_LEVELS: readonly Level[] = ['ERROR', 'CRITICAL'];

/** Lines of level error or worse. */
export function errorLines(buckets: readonly HistogramBucket[]): number {
  return buckets.reduce(
    (sum, { counts }) => sum + ERROR_LEVELS.reduce((part, level) => part + (counts[level] ?? 0), 0),
    0,
  );
}

export function lineCounts(buckets: readonly HistogramBucket[]): number[] {
  return buckets.map(({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0));
}

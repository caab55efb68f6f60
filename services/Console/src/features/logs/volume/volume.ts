import type { ToneName } from '@/components/Tone';
import { LEVEL_TONES } from '../level-tones';
import type { HistogramBucket, Level } from '../types';

export interface BarPart {
  tone: ToneName;
  /** From the bottom, as shares of the tallest bar. */
  from: number;
  height: number;
}

/** Bottom to top: the calm levels carry the loud ones. */
const STACK: readonly Level[] = ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];

export function countOf({ counts }: HistogramBucket): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The parts of each bar, scaled to the tallest; a level that has any line keeps a visible sliver. */
export function stackBars(buckets: readonly HistogramBucket[]): BarPart[][] {
  const tallest = Math.max(1, ...buckets.map(countOf));
  return buckets.map(({ counts }) => {
    let from = 0;
    const parts: BarPart[] = [];
    for (const level of STACK) {
      const count = counts[level] ?? 0;
      if (count === 0) continue;
      const height = Math.max(0.04, count / tallest);
      parts.push({ tone: LEVEL_TONES[level], from, height });
      from += height;
    }
    return parts;
  });
}

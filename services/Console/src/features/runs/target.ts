import { NOTHING } from '@/lib/format';
import type { Run } from './types';

/** The month a run generates for: `2026-11`, `2026` without a month, a dash without either. */
export function targetText({ targetYear, targetMonth }: Pick<Run, 'targetYear' | 'targetMonth'>): string {
  if (targetYear === null) return NOTHING;
  return targetMonth === null ? String(targetYear) : `${targetYear}-${String(targetMonth).padStart(2, '0')}`;
}

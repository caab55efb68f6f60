import type { Rule, RuleCheck } from './types';

/** The unit to show values of a check in: a ratio to the median reads as "3 ×", not as "300 %". */
export function shownUnit(check: RuleCheck, unit: string): string {
  return check === 'duration_vs_median' ? 'times' : unit;
}

/** Checks that either happened or did not; their threshold of 1 says only which severity they have. */
export function isYesOrNo(check: RuleCheck): boolean {
  return check === 'complete_failure' || check === 'stalled';
}

/** Which side of a threshold is bad; a count is bad when it reaches its threshold already. */
export function badSide({ check, comparison }: Pick<Rule, 'check' | 'comparison'>): 'above' | 'atLeast' | 'below' {
  return check === 'error_count' ? 'atLeast' : comparison;
}

import { describe, expect, it } from 'vitest';
import type { RuleCheck } from '../types';
import { checkThresholds, fromTyped, toTyped, typedUnit } from './thresholds';

const rule = (check: RuleCheck, unit: string, comparison: 'above' | 'below' = 'above') => ({ check, unit, comparison });

describe('typed values', () => {
  it.each([
    [rule('threshold', 'ratio'), 0.95, 95, ' %'],
    [rule('success_rate', 'percent'), 80, 80, ' %'],
    [rule('duration', 'ms'), 30_000, 30, ' s'],
    [rule('duration_vs_median', 'ratio'), 3, 3, ' ×'],
    [rule('error_count', 'count'), 10, 10, ''],
  ])('of %o go there and back', (measured, value, typed, suffix) => {
    expect(toTyped(value, measured)).toBe(typed);
    expect(fromTyped(typed, measured)).toBe(value);
    expect(typedUnit(measured).suffix).toBe(suffix);
  });

  it('are empty for a level that is not used', () => {
    expect(toTyped(null, rule('threshold', 'ratio'))).toBe('');
    expect(fromTyped('', rule('threshold', 'ratio'))).toBeNull();
  });
});

describe('checkThresholds', () => {
  it.each([
    ['both levels', rule('error_count', 'count'), 10, 50, {}],
    ['one level', rule('error_count', 'count'), '', 50, {}],
    ['no level', rule('error_count', 'count'), '', '', { warning: 'needThreshold' }],
    ['a wrong order above', rule('error_count', 'count'), 50, 50, { critical: 'orderAbove' }],
    ['a wrong order below', rule('success_rate', 'percent', 'below'), 80, 95, { critical: 'orderBelow' }],
    ['a right order below', rule('success_rate', 'percent', 'below'), 95, 80, {}],
    ['more than all', rule('success_rate', 'percent', 'below'), 120, 80, { warning: 'percentRange' }],
    ['less than nothing', rule('duration', 'ms'), -1, 5, { warning: 'notNegative' }],
    ['a metric below zero', rule('threshold', 'degrees'), -20, -10, {}],
    ['a text', rule('duration', 'ms'), '-', 5, { warning: 'notNumber' }],
  ] as const)('judges %s', (_, measured, warning, critical, expected) =>
    expect(checkThresholds(measured, { warning, critical })).toEqual(expected),
  );
});

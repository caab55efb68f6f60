import { expect, it } from 'vitest';
import { targetText } from './target';

it.each([
  [2026, 3, '2026-03'],
  [2026, null, '2026'],
  [null, null, '–'],
])('writes the target %s/%s', (targetYear, targetMonth, text) =>
  expect(targetText({ targetYear, targetMonth })).toBe(text),
);

import { expect, it } from 'vitest';
import { countOf, stackBars } from './volume';

it('stacks the loud levels on the calm ones, scaled to the tallest bar', () => {
  const start = '2026-11-22T10:00:00Z';
  const bars = stackBars([
    { start, counts: { ERROR: 10, INFO: 90 } },
    { start, counts: { INFO: 50 } },
    { start, counts: {} },
  ]);
  expect(bars).toEqual([
    [
      { tone: 'info', from: 0, height: 0.9 },
      { tone: 'error', from: 0.9, height: 0.1 },
    ],
    [{ tone: 'info', from: 0, height: 0.5 }],
    [],
  ]);
});

it('keeps a single error among thousands of lines visible', () => {
  const [bar] = stackBars([{ start: '2026-11-22T10:00:00Z', counts: { ERROR: 1, INFO: 5_000 } }]);
  expect(bar?.at(-1)?.height).toBe(0.04);
});

it('counts the lines of a bucket', () => {
  expect(countOf({ start: '2026-11-22T10:00:00Z', counts: { ERROR: 1, INFO: 2 } })).toBe(3);
});

import { expect, it } from 'vitest';
import { alignSeries, breakAtGaps, latestValue } from './series';

it('lays series with different instants over one axis in seconds', () => {
  const columns = alignSeries([
    {
      name: 'a',
      points: [
        [1_000, 1],
        [2_000, null],
        [3_000, 3],
      ],
    },
    {
      name: 'b',
      points: [
        [2_000, 20],
        [4_000, 40],
      ],
    },
  ]);
  expect(columns).toEqual([
    [1, 2, 3, 4],
    [1, null, 3, undefined],
    [undefined, 20, undefined, 40],
  ]);
});

it('finds the newest value behind gaps', () => {
  expect(
    latestValue({
      name: 'a',
      points: [
        [1, 5],
        [2, null],
      ],
    }),
  ).toBe(5);
  expect(latestValue({ name: 'a', points: [] })).toBeNull();
});

it('breaks the line where values are missing for long, but not at the usual distance', () => {
  const points = [0, 30, 60, 90, 300, 330].map((at): [number, number] => [at, 1]);
  expect(breakAtGaps({ name: 'a', points }).points).toEqual([
    [0, 1],
    [30, 1],
    [60, 1],
    [90, 1],
    [120, null],
    [300, 1],
    [330, 1],
  ]);
  expect(breakAtGaps({ name: 'a', points: [] }).points).toEqual([]);
});

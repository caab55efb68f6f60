import { expect, it } from 'vitest';
import { alignSeries, latestValue } from './series';

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

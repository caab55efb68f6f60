import { expect, it } from 'vitest';
import { sparklinePaths } from './Sparkline';

it('breaks the line where there is no value', () => {
  expect(sparklinePaths([0, 10, null, 10], 30, 24)).toEqual(['M0.0,22.0L10.0,2.0', 'M30.0,2.0']);
});

it('draws zeros on the ground and nothing for nothing', () => {
  expect(sparklinePaths([0, 0], 10, 24)).toEqual(['M0.0,22.0L10.0,22.0']);
  expect(sparklinePaths([], 10, 24)).toEqual([]);
});

import { expect, it } from 'vitest';
import type { Incident } from '@/features/alerts/types';
import type { Run } from '@/features/runs/types';
import { errorLines, openIncidents, runCounts, runSuccess } from './buckets';

const span = { from: 0, to: 40_000 };
const at = (second: number) => new Date(second * 1_000).toISOString();
const run = (second: number, status: Run['status']) => ({ startedAt: at(second), status }) as Run;

it('counts runs where they started; one at the very end belongs to the last part', () => {
  const counts = runCounts([run(0, 'completed'), run(0.5, 'failed'), run(40, 'running')], span);
  expect(counts).toHaveLength(40);
  expect(counts[0]).toBe(2);
  expect(counts[39]).toBe(1);
});

it('has no success rate where no run ended', () => {
  const rates = runSuccess([run(0, 'completed'), run(0.5, 'failed'), run(5, 'running')], span);
  expect(rates[0]).toBe(50);
  expect(rates[5]).toBeNull();
});

it('counts incidents from their start to their end', () => {
  const incident = { startedAt: at(10), resolvedAt: at(20) } as Incident;
  const open = openIncidents([incident, { ...incident, resolvedAt: null }], span);
  expect([open[8], open[9], open[18], open[19], open[39]]).toEqual([0, 2, 2, 1, 1]);
});

it('counts lines of level error or worse', () => {
  expect(
    errorLines([
      { start: at(0), counts: { ERROR: 2, CRITICAL: 1, INFO: 9 } },
      { start: at(1), counts: {} },
    ]),
  ).toBe(3);
});

import { expect, it } from 'vitest';
import { LogRing } from './log-ring';
import { createLogRows } from './log-rows';
import type { LogRecord } from './types';

const line = (id: string): LogRecord => ({
  id,
  timestamp: '2026-11-22T10:00:00Z',
  level: 'INFO',
  service: 'gateway',
  message: id,
  attributes: null,
  traceId: null,
  spanId: null,
});

it('puts the lines of the search below the live ones, without repeating any', () => {
  const ring = new LogRing();
  ring.append([line('c'), line('d')]);
  const rows = createLogRows(ring, [line('c'), line('b'), line('a')]);

  expect(Array.from({ length: rows.length }, (_, index) => rows.at(index)?.id)).toEqual(['d', 'c', 'b', 'a']);
  expect(rows.find('b')?.message).toBe('b');
  expect(rows.find('z')).toBeUndefined();
});

it('steps from line to line, over gaps, and stops at the ends', () => {
  const ring = new LogRing();
  ring.append([line('a')]);
  ring.appendGap(5);
  ring.append([line('b')]);
  const rows = createLogRows(ring, []);

  expect(rows.step(undefined, 1)).toBe('b');
  expect(rows.step('b', 1)).toBe('a');
  expect(rows.step('a', 1)).toBeNull();
  expect(rows.step('a', -1)).toBe('b');
});

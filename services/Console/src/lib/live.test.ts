import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coalesce } from './live';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('passes the first call on at once and folds a burst into one more', () => {
  const action = vi.fn();
  const emit = coalesce(action, 500);
  for (let count = 0; count < 20; count += 1) emit('runs');
  expect(action).toHaveBeenCalledTimes(1);

  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(action).toHaveBeenCalledTimes(2);
});

it('keeps topics apart', () => {
  const action = vi.fn();
  const emit = coalesce(action, 500);
  emit('runs');
  emit('incidents');
  expect(action.mock.calls).toEqual([['runs'], ['incidents']]);
});

import { describe, expect, it } from 'vitest';
import {
  absoluteRange,
  lastOf,
  parseInstant,
  parseTypedRange,
  presetOf,
  previousSpan,
  resolveRange,
  shiftRange,
  spanParameters,
  zoomOut,
} from './time-range';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

describe('parseInstant', () => {
  it.each([
    ['now', NOW],
    ['now-15m', NOW - HOUR / 4],
    ['now-2d', NOW - 48 * HOUR],
    ['2026-11-22T11:00:00Z', NOW - HOUR],
    ['yesterday', null],
    ['', null],
  ])('reads %j', (text, instant) => expect(parseInstant(text, NOW)).toBe(instant));
});

describe('resolveRange', () => {
  it('falls back when the address was edited into nonsense', () => {
    expect(resolveRange({ from: 'x', to: 'now' }, NOW, lastOf('6h'))).toEqual({ from: NOW - 6 * HOUR, to: NOW });
    expect(resolveRange({ from: 'now', to: 'now-1h' }, NOW)).toEqual({ from: NOW - HOUR, to: NOW });
  });
});

describe('spanParameters', () => {
  it('leaves the end of an open span to the server', () => {
    expect(spanParameters({ from: NOW - HOUR, to: NOW, isOpen: true })).toEqual({ from: '2026-11-22T11:00:00.000Z' });
    expect(spanParameters({ from: NOW - HOUR, to: NOW }).to).toBe('2026-11-22T12:00:00.000Z');
  });
});

describe('parseTypedRange', () => {
  it.each([
    ['5m', { from: 'now-5m', to: 'now' }],
    [' 2 H ', { from: 'now-2h', to: 'now' }],
    ['now-7d', { from: 'now-7d', to: 'now' }],
    ['0m', null],
    ['soon', null],
    ['2026-11-02 .. 2026-11-01', null],
  ])('reads %j', (text, range) => expect(parseTypedRange(text, NOW)).toEqual(range));

  it.each(['2026-11-01T00:00:00Z .. 2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z to 2026-11-02T00:00:00Z'])(
    'reads two dates in %j',
    (text) =>
      expect(parseTypedRange(text, NOW)).toEqual({ from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }),
  );

  it('reads an open end as now', () => {
    expect(parseTypedRange('2026-11-22T11:00:00Z ..', NOW)).toEqual(absoluteRange({ from: NOW - HOUR, to: NOW }));
  });
});

it('knows the preset a range came from', () => {
  expect(presetOf(lastOf('24h'))).toBe('24h');
  expect(presetOf({ from: 'now-2h', to: '2026-11-22T11:00:00Z' })).toBeNull();
});

it('shifts by half a window', () => {
  expect(shiftRange(lastOf('1h'), -1, NOW)).toEqual(absoluteRange({ from: NOW - 1.5 * HOUR, to: NOW - HOUR / 2 }));
});

it('zooms out to twice the window, but never past now', () => {
  expect(zoomOut(lastOf('1h'), NOW)).toEqual(absoluteRange({ from: NOW - 2 * HOUR, to: NOW }));
  const past = absoluteRange({ from: NOW - 10 * HOUR, to: NOW - 8 * HOUR });
  expect(zoomOut(past, NOW)).toEqual(absoluteRange({ from: NOW - 11 * HOUR, to: NOW - 7 * HOUR }));
});

it('puts the previous period right before the span', () => {
  expect(previousSpan({ from: 100, to: 150 })).toEqual({ from: 50, to: 100 });
});

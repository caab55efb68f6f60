import { describe, expect, it } from 'vitest';
import { createFormat } from './format';

const en = createFormat('en');
const zh = createFormat('zh');

it.each([
  [0, '0 ms'],
  [412.4, '412 ms'],
  [999.6, '1 s'],
  [3_400, '3.4 s'],
  [59_990, '1 min'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [3_780_000, '1 h 3 min'],
  [187_200_000, '2 d 4 h'],
  [null, '–'],
])('writes %s ms', (ms, text) => expect(en.durationMs(ms)).toBe(text));

it.each([
  [0, '0 B'],
  [1_023, '1,023 B'],
  [1_536, '1.5 KiB'],
  [5 * 1_024 ** 3, '5 GiB'],
])('writes %s bytes', (bytes, text) => expect(en.bytes(bytes)).toBe(text));

it.each([
  [100, '100 %'],
  [99.96, '99.96 %'],
  [62.44, '62.4 %'],
  [null, '–'],
])('writes %s per cent', (percent, text) => expect(en.percent(percent)).toBe(text));

describe('quantity', () => {
  it.each([
    [0.934, 'ratio', '93.4 %'],
    [62.4, 'percent', '62.4 %'],
    [30_000, 'ms', '30 s'],
    [2_048, 'bytes', '2 KiB'],
    [3, 'times', '3 ×'],
    [1_204, 'count', '1,204'],
    [21.5, 'Cel', '21.5 Cel'],
    [null, 'ratio', '–'],
  ])('writes %s %s', (value, unit, text) => expect(en.quantity(value, unit)).toBe(text));
});

it('says how long ago in both languages', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  expect(en.ago(now - 20_000, now)).toBe('20 sec ago');
  expect(en.ago(now - 3 * 3_600_000, now)).toBe('3 hr ago');
  expect(zh.ago(now - 5 * 60_000, now)).toBe('5分钟前');
  expect(en.until(now + 2 * 86_400_000, now)).toBe('in 2 days');
  expect(zh.ago(now + 7_000, now)).toBe('0秒前');
});

import { describe, expect, it } from 'vitest';
import { LogRing } from './log-ring';
import type { LogRecord } from './types';

const line = (id: number): LogRecord => ({
  id: String(id),
  timestamp: new Date(id * 1_000).toISOString(),
  level: 'INFO',
  service: 'gateway',
  message: `line ${id}`,
  attributes: null,
  traceId: null,
  spanId: null,
});
const lines = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => line(first + index));
const shown = (ring: LogRing) => Array.from({ length: ring.length }, (_, index) => ring.at(index)?.id);

describe('LogRing', () => {
  it('shows the newest line first', () => {
    const ring = new LogRing();
    ring.append(lines(1, 3));
    expect(shown(ring)).toEqual(['3', '2', '1']);
  });

  it('takes a line once, however often it is sent', () => {
    const ring = new LogRing();
    ring.append(lines(1, 3));
    ring.append(lines(2, 4));
    expect(shown(ring)).toEqual(['4', '3', '2', '1']);
  });

  it('keeps everything that comes while held and shows it on release', () => {
    const ring = new LogRing();
    ring.append(lines(1, 2));
    ring.hold();
    ring.append(lines(3, 1_206));
    expect(shown(ring)).toEqual(['2', '1']);
    expect(ring.waiting).toBe(1_204);

    ring.release();
    expect(ring.waiting).toBe(0);
    expect(ring.length).toBe(1_206);
    expect(ring.at(0)?.id).toBe('1206');
  });

  it('drops the oldest lines when full', () => {
    const ring = new LogRing(3);
    ring.append(lines(1, 5));
    expect(shown(ring)).toEqual(['5', '4', '3']);
    expect(ring.has('1')).toBe(false);
  });

  it('gives up shown lines before waiting ones when it fills up while held', () => {
    const ring = new LogRing(4);
    ring.append(lines(1, 3));
    ring.hold();
    ring.append(lines(4, 6));
    expect(shown(ring)).toEqual(['3']);
    expect(ring.waiting).toBe(3);
  });

  it('shows a gap where lines are missing and closes it with all of them', () => {
    const ring = new LogRing();
    ring.append([line(1)]);
    ring.appendGap(2);
    ring.append([line(4)]);
    expect(shown(ring)).toEqual(['4', 'gap-1', '1']);

    expect(ring.firstAfter('gap-1')?.id).toBe('4');
    ring.fillGap('gap-1', lines(2, 3), true);
    expect(shown(ring)).toEqual(['4', '3', '2', '1']);
  });

  it('keeps the gap before the lines found when some are still missing', () => {
    const ring = new LogRing();
    ring.append([line(1)]);
    ring.appendGap(10);
    ring.append([line(12)]);

    ring.fillGap('gap-1', lines(9, 11), false);

    expect(shown(ring)).toEqual(['12', '11', '10', '9', 'gap-1', '1']);
    expect(ring.at(4)).toMatchObject({ kind: 'gap', missed: 7, since: line(1).timestamp });
  });

  it('does not show the lines of a gap that opened while held', () => {
    const ring = new LogRing();
    ring.append([line(1)]);
    ring.hold();
    ring.appendGap(1);
    ring.append([line(3)]);
    ring.fillGap('gap-1', [line(2)], true);
    expect(shown(ring)).toEqual(['1']);
    expect(ring.waiting).toBe(2);
  });

  it('finds lines by id among those shown', () => {
    const ring = new LogRing();
    ring.append(lines(1, 3));
    ring.hold();
    ring.append([line(4)]);
    expect(ring.indexOf('3')).toBe(0);
    expect(ring.indexOf('1')).toBe(2);
    expect(ring.indexOf('4')).toBe(-1);
    expect(ring.indexOf('none')).toBe(-1);
  });
});

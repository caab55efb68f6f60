import type { LogEntry, LogRing } from './log-ring';
import type { LogRecord } from './types';

/** What the list shows, newest first: the live lines, then those of the search that are not among them. */
export interface LogRows {
  length: number;
  at(index: number): LogEntry | undefined;
  find(id: string): LogRecord | undefined;
  indexOf(id: string): number;
  /** Id of the line so many rows below (or above) the given one; the newest when none is given. */
  step(id: string | undefined, offset: number): string | null;
}

export function createLogRows(ring: LogRing, searched: readonly LogRecord[]): LogRows {
  const older = searched.filter(({ id }) => !ring.has(id));
  const length = ring.length + older.length;

  const at = (index: number): LogEntry | undefined => {
    if (index < ring.length) return ring.at(index);
    const record = older[index - ring.length];
    return record && { kind: 'line', id: record.id, record };
  };
  const indexOf = (id: string) => {
    const live = ring.indexOf(id);
    if (live >= 0) return live;
    const position = older.findIndex((record) => record.id === id);
    return position < 0 ? -1 : ring.length + position;
  };
  return {
    length,
    at,
    indexOf,
    find(id) {
      const entry = at(indexOf(id));
      return entry?.kind === 'line' ? entry.record : undefined;
    },
    step(id, offset) {
      const from = id === undefined ? -1 : indexOf(id);
      for (let index = from < 0 ? 0 : from + offset; index >= 0 && index < length; index += Math.sign(offset)) {
        const entry = at(index);
        if (entry?.kind === 'line') return entry.id;
      }
      return null;
    },
  };
}

import type { LogRecord } from './types';

export interface LogLine {
  kind: 'line';
  id: string;
  record: LogRecord;
}

/** Lines the server could not send in time, between the line before (`since`) and the one after it. */
export interface LogGap {
  kind: 'gap';
  id: string;
  /** Null when the connection was lost and nobody counted. */
  missed: number | null;
  since: string | null;
}

export type LogEntry = LogLine | LogGap;

/**
 * The newest lines of the live tail, at most `capacity`. Holding stops the view, not the intake: lines that come
 * meanwhile wait behind it and show on release, so a pause loses nothing as long as the buffer can take it.
 * A line that is already there (sent by the search and by the stream) is taken once.
 */
export class LogRing {
  private readonly entries: LogEntry[] = [];
  private readonly ids = new Set<string>();
  private isHeld = false;
  private shown = 0;
  private gaps = 0;

  constructor(private readonly capacity = 100_000) {}

  /** How many entries the view shows; `at(0)` is the newest of them. */
  get length(): number {
    return this.shown;
  }

  /** Lines that came since the view was held. */
  get waiting(): number {
    return this.entries.length - this.shown;
  }

  /** Instant of the newest line, shown or waiting. */
  get newestAt(): string | null {
    return this.entries.findLast((entry) => entry.kind === 'line')?.record.timestamp ?? null;
  }

  at(index: number): LogEntry | undefined {
    return this.entries[this.shown - 1 - index];
  }

  indexOf(id: string): number {
    const position = this.entries.findLastIndex((entry) => entry.id === id);
    return position < 0 || position >= this.shown ? -1 : this.shown - 1 - position;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** Takes lines in the order they happened. */
  append(records: readonly LogRecord[]): void {
    for (const record of records) {
      if (this.ids.has(record.id)) continue;
      this.ids.add(record.id);
      this.entries.push({ kind: 'line', id: record.id, record });
    }
    this.settle();
  }

  appendGap(missed: number | null): void {
    this.gaps += 1;
    this.entries.push({ kind: 'gap', id: `gap-${this.gaps}`, missed, since: this.newestAt });
    this.settle();
  }

  /** Puts lines found later where the gap was; the gap stays, with what is still missing, when they are not all. */
  fillGap(id: string, records: readonly LogRecord[], isComplete: boolean): void {
    const position = this.entries.findIndex((entry) => entry.id === id);
    const gap = this.entries[position];
    if (gap?.kind !== 'gap') return;
    const found = records.filter((record) => !this.ids.has(record.id));
    for (const record of found) this.ids.add(record.id);
    const lines = found.map((record): LogEntry => ({ kind: 'line', id: record.id, record }));
    const left = gap.missed === null ? null : Math.max(0, gap.missed - found.length);
    // The search answers newest first, so what it did not reach lies before the lines it found.
    const filling = isComplete ? lines : [{ ...gap, missed: left }, ...lines];
    this.entries.splice(position, 1, ...filling);
    if (position < this.shown) this.shown += filling.length - 1;
    this.settle();
  }

  /** The lines after a gap, oldest first, to know where it ends. */
  firstAfter(id: string): LogRecord | null {
    const position = this.entries.findIndex((entry) => entry.id === id);
    const next = this.entries.slice(position + 1).find((entry) => entry.kind === 'line');
    return next?.record ?? null;
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    this.settle();
  }

  private settle(): void {
    const excess = this.entries.length - this.capacity;
    if (excess > 0) {
      for (const { id } of this.entries.splice(0, excess)) this.ids.delete(id);
      this.shown = Math.max(0, this.shown - excess);
    }
    if (!this.isHeld) this.shown = this.entries.length;
  }
}

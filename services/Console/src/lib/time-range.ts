/**
 * A range of time as the address bar holds it: each end is `now`, `now-<n><unit>` (s, m, h, d, w) or an ISO instant.
 * Relative ends keep a shared link live; absolute ones freeze it.
 */
export interface TimeRange {
  from: string;
  to: string;
}

/** The same range as instants, in Unix milliseconds. */
export interface Span {
  from: number;
  to: number;
  /** The end is now, and goes on moving. */
  isOpen?: boolean;
}

export const RANGE_PRESETS = ['15m', '1h', '6h', '24h', '7d', '30d'] as const;

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const RELATIVE = /^now(?:-(\d{1,6})([smhdw]))?$/;
const SHORTHAND = /^(?:now-)?(\d{1,6})\s*([smhdw])$/;

/** Milliseconds since the epoch of one end, or null when it is neither relative nor a date. */
export function parseInstant(text: string, now: number): number | null {
  const relative = RELATIVE.exec(text);
  if (relative) {
    const [, amount = '0', unit = 's'] = relative;
    return now - Number(amount) * (UNIT_MS[unit] ?? 0);
  }
  const absolute = Date.parse(text);
  return Number.isNaN(absolute) ? null : absolute;
}

export function isRelative(range: TimeRange): boolean {
  return range.to === 'now';
}

/** The preset a range was picked from (`1h`), or null for any other range. */
export function presetOf(range: TimeRange): string | null {
  return isRelative(range) ? (/^now-(\d+[smhdw])$/.exec(range.from)?.[1] ?? null) : null;
}

export function lastOf(shorthand: string): TimeRange {
  return { from: `now-${shorthand}`, to: 'now' };
}

export function absoluteRange(span: Span): TimeRange {
  return { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
}

/** A span as lists take it. An open one has no end, or a list fetched anew would still leave out what has just happened. */
export function spanParameters({ from, to, isOpen }: Span): { from: string; to?: string } {
  const start = new Date(from).toISOString();
  return isOpen ? { from: start } : { from: start, to: new Date(to).toISOString() };
}

/** Instants of a range. Unreadable or reversed ends (a hand-edited address) fall back to the given range. */
export function resolveRange(range: TimeRange, now: number, fallback: TimeRange = lastOf('1h')): Span {
  const from = parseInstant(range.from, now);
  const to = parseInstant(range.to, now);
  if (from !== null && to !== null && from < to) return { from, to };
  return {
    from: parseInstant(fallback.from, now) ?? now - 3_600_000,
    to: parseInstant(fallback.to, now) ?? now,
  };
}

/**
 * What a person types into the range box: `5m`, `now-2h`, or two dates joined by `..`, ` to ` or ` ~ `
 * (`2026-11-01 10:00 .. 2026-11-01 12:00`, local time).
 */
export function parseTypedRange(text: string, now: number): TimeRange | null {
  const trimmed = text.trim().toLowerCase();
  const shorthand = SHORTHAND.exec(trimmed);
  if (shorthand) {
    const [, amount, unit] = shorthand;
    return Number(amount) > 0 ? lastOf(`${amount}${unit}`) : null;
  }
  const ends = trimmed.split(/\s*(?:\.\.|~|\bto\b)\s*/);
  if (ends.length !== 2) return null;
  const from = parseInstant(ends[0]?.toUpperCase().replace(/^NOW/, 'now') ?? '', now);
  const to = parseInstant(ends[1] === '' ? 'now' : (ends[1] ?? ''), now);
  return from !== null && to !== null && from < to ? absoluteRange({ from, to }) : null;
}

/** Moves the window by half its length, back (-1) or forth (1). */
export function shiftRange(range: TimeRange, direction: -1 | 1, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  const offset = (direction * (to - from)) / 2;
  return absoluteRange({ from: from + offset, to: to + offset });
}

/** Doubles the window around its centre, not past now. */
export function zoomOut(range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  const length = (to - from) * 2;
  const end = Math.min(now, to + length / 4);
  return absoluteRange({ from: end - length, to: end });
}

/** The window of equal length just before, for "change against the previous period". */
export function previousSpan({ from, to }: Span): Span {
  return { from: from - (to - from), to: from };
}

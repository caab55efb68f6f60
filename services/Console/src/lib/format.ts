/** Text of numbers, durations, sizes and instants in one language. Pure: the hook `useFormat` binds the language. */
export interface Format {
  number(value: number, digits?: number): string;
  /** A ratio of 0 to 100. */
  percent(value: number | null): string;
  durationMs(value: number | null): string;
  bytes(value: number): string;
  /** A value with its unit: percent, ratio, ms, bytes, times, count; any other is appended as it is. */
  quantity(value: number | null, unit: string): string;
  dateTime(value: string | number | null): string;
  /** Time of day with milliseconds, as log rows show it. */
  clock(value: string | number): string;
  /** How long ago something happened. */
  ago(value: string | number, now: number): string;
  /** How far off something is, before or after now. */
  until(value: string | number, now: number): string;
}

export const NOTHING = '–';

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

const AGO_STEPS: readonly [limitSeconds: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, 'second'],
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [Number.POSITIVE_INFINITY, 86_400, 'day'],
];

export function createFormat(language: string): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const relativeText = (seconds: number) => {
    const step = AGO_STEPS.find(([limit]) => Math.abs(seconds) < limit) ?? AGO_STEPS[3];
    return step ? relative.format(Math.round(seconds / step[1]), step[2]) : NOTHING;
  };

  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);

  const percent = (value: number | null) => (value === null ? NOTHING : `${number(value, value >= 99.95 ? 2 : 1)} %`);

  const bytes = (value: number) => {
    const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)));
    return `${number(value / 1024 ** power, power === 0 ? 0 : 1)} ${BYTE_UNITS[power]}`;
  };

  return {
    number,
    percent,
    bytes,
    durationMs: (value) => (value === null ? NOTHING : durationText(value, number)),
    quantity(value, unit) {
      if (value === null) return NOTHING;
      if (unit === 'percent') return percent(value);
      if (unit === 'ratio') return percent(value * 100);
      if (unit === 'ms') return durationText(value, number);
      if (unit === 'bytes') return bytes(value);
      if (unit === 'times') return `${number(value, 1)} ×`;
      return unit === 'count' || unit === '' ? number(value, 2) : `${number(value, 2)} ${unit}`;
    },
    dateTime: (value) => (value === null ? NOTHING : dateTime.format(new Date(value))),
    clock: (value) => clock.format(new Date(value)),
    ago(value, now) {
      // The page's clock moves on in steps, so what was just announced may lie ahead of it: it is now, never to come.
      return relativeText(Math.min(-0, (new Date(value).getTime() - now) / 1_000));
    },
    until(value, now) {
      return relativeText((new Date(value).getTime() - now) / 1_000);
    },
  };
}

/** `412 ms`, `3.4 s`, `2 min 5 s`, `1 h 3 min`, `2 d 4 h`: two units at most, never 1,000 of the smaller one. */
function durationText(ms: number, number: Format['number']): string {
  if (ms < 999.5) return `${number(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 59.95) return `${number(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(seconds / 3_600);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

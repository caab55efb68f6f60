import type { Level } from '../types';

export type QueryProblem = 'openQuote' | 'unknownLevel' | 'badTrace' | 'onlyLevel' | 'noTerm' | 'noValue';

/** One condition of a query, as the box explains it. */
export interface QueryTerm {
  kind: 'word' | 'phrase' | 'attribute' | 'service' | 'level' | 'trace';
  isNegated: boolean;
  /** Name of the attribute. */
  name: string;
  operator: Operator;
  /** Several services or levels stand in one term, separated by commas. */
  values: readonly string[];
  problem: QueryProblem | null;
}

export type Operator = ':' | '=' | '>=' | '<=' | '>' | '<';

const LEVEL_ALIASES: Readonly<Record<string, Level>> = {
  critical: 'CRITICAL',
  fatal: 'CRITICAL',
  crit: 'CRITICAL',
  error: 'ERROR',
  err: 'ERROR',
  warning: 'WARNING',
  warn: 'WARNING',
  information: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  dbg: 'DEBUG',
  trace: 'TRACE',
  verbose: 'TRACE',
};

/** A level by any of its usual names, in any case. */
export function readLevel(text: string): Level | null {
  return LEVEL_ALIASES[text.toLowerCase()] ?? null;
}

// Optional minus, then: quoted text (the closing mark may still be missing), or key, operator and value, or a word.
const QUOTED = String.raw`"(?:\\["\\]|[^"])*"?`;
const TERM = new RegExp(`(-?)(?:(${QUOTED})|([\\p{L}\\p{N}_./@-]+)(>=|<=|>|<|:|=)(${QUOTED}|\\S*)|(\\S*))`, 'gu');

/**
 * Reads `timeout -retry "took longer" service:gateway level>=warning userId=42 trace:4bf9…` into its conditions,
 * all of which a line has to meet. The server reads the same text; this reading only explains it while typing.
 */
export function parseQuery(text: string): QueryTerm[] {
  return Array.from(text.matchAll(TERM))
    .filter(([whole]) => whole !== '')
    .map(([, minus, quoted, key, operator, value = '', word = '']) => {
      const isNegated = minus === '-';
      if (quoted !== undefined) return phrase(isNegated, quoted);
      if (key !== undefined) return keyed(isNegated, key, operator as Operator, value);
      return term('word', isNegated, { values: [word], problem: word === '' ? 'noTerm' : null });
    });
}

function phrase(isNegated: boolean, quoted: string): QueryTerm {
  const { value, problem } = unquote(quoted);
  return term('phrase', isNegated, { values: [value], problem });
}

function keyed(isNegated: boolean, key: string, operator: Operator, text: string): QueryTerm {
  const { value, problem } = unquote(text);
  const values = value.split(',');
  const name = key.toLowerCase();
  if (name === 'level') return level(isNegated, operator, values, problem);
  if (operator !== ':' && operator !== '=') {
    return term('attribute', isNegated, { name: key, operator, values: [value], problem: 'onlyLevel' });
  }
  if (name === 'service') return term('service', isNegated, { values, problem });
  if (name === 'trace') {
    const isTrace = /^[0-9a-f]{32}$/i.test(value);
    return term('trace', isNegated, { values: [value], problem: isTrace ? null : 'badTrace' });
  }
  if (operator === '=') return term('attribute', isNegated, { name: key, operator, values: [value], problem });
  // Any other colon is part of a word: `stats:1234`.
  return term('word', isNegated, { values: [`${key}:${text}`] });
}

function level(isNegated: boolean, operator: Operator, names: string[], problem: QueryProblem | null): QueryTerm {
  const levels = names.map(readLevel);
  const isKnown = levels.every((one) => one !== null);
  return term('level', isNegated, {
    operator,
    values: isKnown ? levels : names,
    problem: problem ?? (isKnown ? null : 'unknownLevel'),
  });
}

function unquote(text: string): { value: string; problem: QueryProblem | null } {
  if (!text.startsWith('"')) return { value: text, problem: text === '' ? 'noValue' : null };
  const inner = /^"((?:\\["\\]|[^"])*)"$/.exec(text)?.[1];
  const value = (inner ?? text.slice(1)).replaceAll(/\\(["\\])/g, '$1');
  return { value, problem: inner === undefined ? 'openQuote' : value === '' ? 'noValue' : null };
}

function term(kind: QueryTerm['kind'], isNegated: boolean, rest: Partial<QueryTerm>): QueryTerm {
  return { kind, isNegated, name: '', operator: ':', values: [], problem: null, ...rest };
}

/** The query with one more condition, unless it is there already. */
export function withTerm(query: string, key: string, operator: ':' | '=', value: string, isNegated: boolean): string {
  const needsQuotes = value === '' || /[\s"\\]/.test(value);
  const text = needsQuotes ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : value;
  const added = `${isNegated ? '-' : ''}${key}${operator}${text}`;
  return ` ${query} `.includes(` ${added} `) ? query : `${query.trim()} ${added}`.trim();
}

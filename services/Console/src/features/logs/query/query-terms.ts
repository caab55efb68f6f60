import type { Level } from '../types';

/** One condition of a query, as the box explains it. `problem` names what is wrong with it. */
export interface QueryTerm {
  kind: 'word' | 'phrase' | 'attribute' | 'service' | 'level' | 'trace';
  isNegated: boolean;
  /** Attribute name; for a level `:`, `=` or `>=`. */
  name: string;
  value: string;
  problem: 'openQuote' | 'unknownLevel' | 'badTrace' | null;
}

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
const TERM = /(-?)(?:"([^"]*)("?)|([\p{L}_][\p{L}\p{N}_.-]*)(>=|=|:)("[^"]*"?|\S+)|(\S+))/gu;

/**
 * Reads `timeout -retry "took longer" service:gateway level>=warning userId=42 trace:4bf9…` into its conditions,
 * all of which a line has to meet. The server reads the same text; this reading only explains it while typing.
 */
export function parseQuery(text: string): QueryTerm[] {
  return Array.from(text.matchAll(TERM), ([, minus, phrase, close, key, operator = '', rawValue = '', word = '']) => {
    const isNegated = minus === '-';
    if (phrase !== undefined) {
      return term('phrase', isNegated, '', phrase, close === '' ? 'openQuote' : null);
    }
    if (key === undefined) return term('word', isNegated, '', word, null);
    const value = rawValue.replaceAll('"', '');
    const openQuote = rawValue.startsWith('"') && !/^"[^"]*"$/.test(rawValue);
    return openQuote ? term('attribute', isNegated, key, value, 'openQuote') : keyed(isNegated, key, operator, value);
  });
}

function keyed(isNegated: boolean, key: string, operator: string, value: string): QueryTerm {
  switch (key.toLowerCase()) {
    case 'service':
      return term('service', isNegated, '', value, null);
    case 'level': {
      const level = readLevel(value);
      return term('level', isNegated, operator, level ?? value, level ? null : 'unknownLevel');
    }
    case 'trace':
      return term('trace', isNegated, '', value, /^[0-9a-f]{1,32}$/i.test(value) ? null : 'badTrace');
    default:
      return operator === '='
        ? term('attribute', isNegated, key, value, null)
        : term('word', isNegated, '', `${key}${operator}${value}`, null);
  }
}

function term(
  kind: QueryTerm['kind'],
  isNegated: boolean,
  name: string,
  value: string,
  problem: QueryTerm['problem'],
): QueryTerm {
  return { kind, isNegated, name, value, problem };
}

/** The query with one more condition, unless it is there already. Values with blanks are quoted. */
export function withTerm(query: string, key: string, operator: ':' | '=', value: string, isNegated: boolean): string {
  const quoted = /\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
  const added = `${isNegated ? '-' : ''}${key}${operator}${quoted}`;
  const present = query.split(/\s+/).includes(added);
  return present ? query : `${query.trim()} ${added}`.trim();
}

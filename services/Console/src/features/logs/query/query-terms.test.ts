import { describe, expect, it } from 'vitest';
import { parseQuery, readLevel, withTerm } from './query-terms';

const read = (text: string) =>
  parseQuery(text).map(({ kind, isNegated, name, operator, values, problem }) =>
    [
      `${isNegated ? '-' : ''}${kind}`,
      ...(kind === 'attribute' ? [name] : []),
      ...(kind === 'level' ? [operator] : []),
      values.join('|'),
      ...(problem ? [problem] : []),
    ].join(' '),
  );

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('parseQuery', () => {
  it('reads every kind of condition', () => {
    expect(read(`timeout -retry "took longer" service:gateway level>=warn user.id=42 trace:${TRACE}`)).toEqual([
      'word timeout',
      '-word retry',
      'phrase took longer',
      'service gateway',
      'level >= WARNING',
      'attribute user.id 42',
      `trace ${TRACE}`,
    ]);
  });

  it.each([
    ['-service:gateway,shop', ['-service gateway|shop']],
    ['-"no such row"', ['-phrase no such row']],
    [String.raw`"say \"no\" \\"`, [String.raw`phrase say "no" \ `.trim()]],
    ['level:ERR,fatal', ['level : ERROR|CRITICAL']],
    ['level<error', ['level < ERROR']],
    ['name="two words"', ['attribute name two words']],
    ['租户=北 超时', ['attribute 租户 北', 'word 超时']],
    ['http://host/path', ['word http://host/path']],
    ['stats:1234', ['word stats:1234']],
    ['', []],
    ['   ', []],
  ])('reads %s', (text, terms) => expect(read(text)).toEqual(terms));

  it.each([
    ['"open', ['phrase open openQuote']],
    ['name="open end', ['attribute name open end openQuote']],
    ['name=', ['attribute name  noValue']],
    ['level:loud', ['level : loud unknownLevel']],
    ['trace:4bf9', ['trace 4bf9 badTrace']],
    ['size>3', ['attribute size 3 onlyLevel']],
    ['a - b', ['word a', '-word  noTerm', 'word b']],
  ])('says what is wrong with %s', (text, terms) => expect(read(text)).toEqual(terms));
});

describe('withTerm', () => {
  it.each([
    ['', 'service', ':', 'gateway', false, 'service:gateway'],
    ['timeout', 'service', ':', 'gateway', true, 'timeout -service:gateway'],
    ['', 'name', '=', 'two words', false, 'name="two words"'],
    ['', 'name', '=', String.raw`a"\b`, false, String.raw`name="a\"\\b"`],
    ['x userId=42', 'userId', '=', '42', false, 'x userId=42'],
    ['name="two words"', 'name', '=', 'two words', false, 'name="two words"'],
    ['userId=42', 'userId', '=', '4', false, 'userId=42 userId=4'],
  ] as const)('adds to %j', (query, key, operator, value, isNegated, expected) =>
    expect(withTerm(query, key, operator, value, isNegated)).toBe(expected),
  );

  it('writes what parseQuery reads back', () => {
    const value = String.raw`C:\logs "old", 时间`;
    expect(parseQuery(withTerm('', 'path', '=', value, false))[0]).toMatchObject({ values: [value], problem: null });
  });
});

it.each([
  ['fatal', 'CRITICAL'],
  ['Information', 'INFO'],
  ['WARN', 'WARNING'],
  ['loud', null],
])('reads the level %s', (text, level) => expect(readLevel(text)).toBe(level));

import { describe, expect, it } from 'vitest';
import { parseQuery, readLevel, withTerm } from './query-terms';

const read = (text: string) =>
  parseQuery(text).map(({ kind, isNegated, name, value, problem }) => [
    `${isNegated ? '-' : ''}${kind}`,
    ...(name === '' ? [] : [name]),
    value,
    ...(problem ? [problem] : []),
  ]);

describe('parseQuery', () => {
  it('reads every kind of condition', () => {
    expect(read('timeout -retry "took longer" service:gateway level:warn user.id=42 trace:4BF9')).toEqual([
      ['word', 'timeout'],
      ['-word', 'retry'],
      ['phrase', 'took longer'],
      ['service', 'gateway'],
      ['level', ':', 'WARNING'],
      ['attribute', 'user.id', '42'],
      ['trace', '4BF9'],
    ]);
  });

  it.each([
    ['-service:gateway', [['-service', 'gateway']]],
    ['-"no such row"', [['-phrase', 'no such row']]],
    ['level>=ERR', [['level', '>=', 'ERROR']]],
    ['level=info', [['level', '=', 'INFO']]],
    ['name="two words"', [['attribute', 'name', 'two words']]],
    [
      '租户=北 超时',
      [
        ['attribute', '租户', '北'],
        ['word', '超时'],
      ],
    ],
    ['http://host/path', [['word', 'http://host/path']]],
    ['12:30', [['word', '12:30']]],
    ['', []],
    ['   ', []],
  ])('reads %s', (text, terms) => expect(read(text)).toEqual(terms));

  it.each([
    ['"open', [['phrase', 'open', 'openQuote']]],
    ['name="open end', [['attribute', 'name', 'open end', 'openQuote']]],
    ['level:loud', [['level', ':', 'loud', 'unknownLevel']]],
    ['trace:xyz', [['trace', 'xyz', 'badTrace']]],
  ])('says what is wrong with %s', (text, terms) => expect(read(text)).toEqual(terms));
});

describe('withTerm', () => {
  it.each([
    ['', 'service', ':', 'gateway', false, 'service:gateway'],
    ['timeout', 'service', ':', 'gateway', true, 'timeout -service:gateway'],
    ['', 'name', '=', 'two words', false, 'name="two words"'],
    ['userId=42', 'userId', '=', '42', false, 'userId=42'],
  ] as const)('adds to %j', (query, key, operator, value, isNegated, expected) =>
    expect(withTerm(query, key, operator, value, isNegated)).toBe(expected),
  );
});

it.each([
  ['fatal', 'CRITICAL'],
  ['Information', 'INFO'],
  ['WARN', 'WARNING'],
  ['loud', null],
])('reads the level %s', (text, level) => expect(readLevel(text)).toBe(level));

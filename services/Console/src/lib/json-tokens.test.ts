import { expect, it } from 'vitest';
import { tokenizeJson } from './json-tokens';

it('tells keys, strings and other literals apart and loses no character', () => {
  const json = JSON.stringify({ 'a "b"': 'x:y', n: -1.5e3, t: true, z: null, l: ['s', 2] }, null, 2);
  const tokens = tokenizeJson(json);
  expect(tokens.map(({ text }) => text).join('')).toBe(json);
  expect(tokens.filter(({ kind }) => kind === 'key').map(({ text }) => text)).toEqual([
    '"a \\"b\\""',
    '"n"',
    '"t"',
    '"z"',
    '"l"',
  ]);
  expect(tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text)).toEqual(['"x:y"', '"s"']);
  expect(tokens.filter(({ kind }) => kind === 'literal').map(({ text }) => text)).toEqual([
    '-1500',
    'true',
    'null',
    '2',
  ]);
});

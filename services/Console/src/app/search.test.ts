import { expect, it } from 'vitest';
import { parseSearch, pick, stringifySearch } from './search';

it('keeps texts that look like numbers as they are', () => {
  const search = { token: '1234567e9', trace: '00000000000000000000000000000010', q: 'a=1 "b c" & 时间' };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

it('leaves out what is empty', () => {
  expect(stringifySearch({ q: '', from: undefined })).toBe('');
  expect(stringifySearch({ q: 'x', from: undefined })).toBe('?q=x');
});

it('picks the names of the page and drops the rest', () => {
  expect(pick('q', 'sel')({ q: 'x', sel: '', other: 'y', from: 3 })).toEqual({ q: 'x' });
});

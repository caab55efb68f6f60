import { expect, it } from 'vitest';
import { en } from './en';
import { zh } from './zh';

type Tree = { readonly [key: string]: string | Tree };

function texts(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : texts(value, `${path}${key}.`),
  );
}

/** English has a form for "one" that Chinese does not know. */
const english = texts(en).filter(([key]) => !key.endsWith('_one'));
const chinese = new Map(texts(zh));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

it('has the same keys in both languages', () => {
  expect([...chinese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
});

it('has no empty text', () => {
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
});

it('fills in the same values in both languages', () => {
  const differing = english.filter(
    ([key, text]) => placeholders(chinese.get(key) ?? '').join() !== placeholders(text).join(),
  );
  expect(differing).toEqual([]);
});

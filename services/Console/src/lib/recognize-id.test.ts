import { expect, it } from 'vitest';
import { recognizeId } from './recognize-id';

it.each([
  ['0198f2c4-7a1b-7c3d-9e4f-0123456789ab', 'entity'],
  ['4bf92f3577b34da6a3ce929d0e0e4736', 'trace'],
  ['4bf92f35', null],
  ['', null],
])('recognises %j', (text, kind) => expect(recognizeId(text)).toBe(kind));

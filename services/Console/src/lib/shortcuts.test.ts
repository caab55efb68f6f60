import { describe, expect, it } from 'vitest';
import { createMatcher } from './shortcuts';

const help = () => {};
const logs = () => {};
const shortcuts = { '?': help, 'g l': logs };

describe('createMatcher', () => {
  it('answers a single key at once', () => {
    expect(createMatcher()('?', shortcuts, 0)).toBe(help);
  });

  it('waits for the second key of a sequence', () => {
    const match = createMatcher();
    expect(match('g', shortcuts, 0)).toBeNull();
    expect(match('l', shortcuts, 400)).toBe(logs);
  });

  it('forgets the first key after a second, and after a key that does not follow it', () => {
    const match = createMatcher();
    match('g', shortcuts, 0);
    expect(match('l', shortcuts, 1_500)).toBeNull();
    match('g', shortcuts, 2_000);
    expect(match('x', shortcuts, 2_100)).toBeNull();
    expect(match('l', shortcuts, 2_200)).toBeNull();
  });
});

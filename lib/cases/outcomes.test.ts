import { describe, expect, it } from 'vitest';
import { wordsOfOutcome } from './outcomes.ts';

const words = (outcome: string, properties: Record<string, string> = {}) =>
  wordsOfOutcome({ properties }, outcome);

describe('what came of a step, in words', () => {
  it('is what the author called it, whatever gave it', () => {
    expect(words('ok', { 'result:ok': 'Reached' })).toBe('Reached');
    expect(words('no', { 'answer:no': 'No need' })).toBe('No need');
    expect(words('go', { 'button:go': 'Send it' })).toBe('Send it');
  });

  it('names each of several answers', () => {
    const properties = { 'answer:a': 'By day', 'answer:b': 'By night' };
    expect(words('a, b', properties)).toBe('By day, By night');
  });

  it('is nothing where only the step itself says that it is done', () => {
    for (const code of ['done', 'saved', 'sent', 'continue']) expect(words(code)).toBeNull();
  });

  it('is the code where nobody has called it anything', () => {
    expect(words('approved')).toBe('approved');
    expect(words('hot', { 'result-field': 'rating' })).toBe('hot');
  });
});

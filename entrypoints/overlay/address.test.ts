import { describe, expect, it } from 'vitest';
import { addressOf } from './address.ts';

describe('the address of the overlay', () => {
  it.each([
    ['the host script with its nonce', '#n-1', '', true, { kind: 'framed', nonce: 'n-1' }],
    ['somebody who frames it without a nonce', '', '', true, { kind: 'nothing' }],
    ['somebody who frames a task', '', '?task=t-1', true, { kind: 'nothing' }],
    ['a tab with a task', '', '?task=t%201', false, { kind: 'tab', task: 't 1' }],
    ['a tab with a stolen nonce', '#n-1', '', false, { kind: 'nothing' }],
    ['a tab without anything', '', '', false, { kind: 'nothing' }],
  ])('of %s', (_, hash, search, framed, address) => {
    expect(addressOf({ hash, search }, framed)).toEqual(address);
  });
});

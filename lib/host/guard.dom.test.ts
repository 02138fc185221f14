import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardElement } from './guard.ts';

const changes = () => new Promise((resolve) => setTimeout(resolve));
let life: AbortController;
let lost: () => void;
let element: Element;

beforeEach(() => {
  element = document.createElement('throughline-overlay');
  document.documentElement.append(element);
  life = new AbortController();
  lost = vi.fn<() => void>();
  guardElement(element, lost, life.signal);
});

afterEach(() => {
  life.abort();
  element.remove();
});

describe('the guard', () => {
  it('takes away the attributes that the page sets on our element', async () => {
    element.setAttribute('inert', '');
    element.setAttribute('style', 'opacity: 0');
    await changes();
    expect(element.attributes).toHaveLength(0);
    expect(lost).not.toHaveBeenCalled();
  });

  it('gives in when the page does not', async () => {
    for (let round = 0; round < 12; round += 1) {
      element.setAttribute('hidden', '');
      await changes();
    }
    expect(lost).toHaveBeenCalled();
  });

  it.each([
    ['removed', () => element.remove()],
    ['moved', () => document.body.append(element)],
  ])('says that the element is lost when it is %s', async (_, act) => {
    act();
    await changes();
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('does not look any more after its life', async () => {
    life.abort();
    element.setAttribute('hidden', '');
    element.remove();
    await changes();
    expect(lost).not.toHaveBeenCalled();
    expect(element.hasAttribute('hidden')).toBe(true);
  });
});

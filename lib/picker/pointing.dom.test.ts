import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { point } from './pointing.ts';

let life: AbortController;
let host: HTMLElement;
const picked = vi.fn<(element: Element) => void>();
const left = vi.fn<() => void>();
const marked = vi.fn<(text: string, at: number | null, of: number) => void>();
const heard = vi.fn<(event: Event) => void>();

beforeEach(() => {
  for (const fake of [picked, left, marked, heard]) fake.mockReset();
  life = new AbortController();
  document.body.innerHTML = '<main><h1>Broken door</h1><div><h2>Notes</h2></div><button>Edit</button></main>';
  for (const element of document.querySelectorAll('*')) {
    element.getBoundingClientRect = () => new DOMRect(1, 1, 10, 10);
    element.scrollIntoView = () => undefined;
  }
  host = document.createElement('throughline-picker');
  const layer = document.createElement('div');
  host.append(layer);
  document.documentElement.append(host);
  for (const type of ['keydown', 'keyup', 'click', 'pointerdown'])
    document.addEventListener(type, heard, { signal: life.signal });
  point({ wanted: 'title', element: host, layer, marked, picked, left }, life.signal);
});

afterEach(() => {
  life.abort();
  host.remove();
});

/** A key as the person presses it: only such count. */
function key(name: string, more: KeyboardEventInit = {}, type = 'keydown'): KeyboardEvent {
  const event = new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, 'isTrusted', { value: true });
  document.body.dispatchEvent(event);
  return event;
}

describe('while a person points', () => {
  it('the keys walk through what is likely, and Enter takes it', () => {
    key('Tab');
    expect(marked).toHaveBeenLastCalledWith('Broken door', 1, 2);
    key('ArrowRight');
    expect(marked).toHaveBeenLastCalledWith('Notes', 2, 2);
    key('Tab');
    key('Tab', { shiftKey: true });
    key('Enter');
    expect(picked).toHaveBeenCalledExactlyOnceWith(document.querySelector('h2'));
  });

  it('up and down go to what is around and inside', () => {
    key('Tab');
    key('ArrowUp');
    key('Enter');
    expect(picked).toHaveBeenLastCalledWith(document.querySelector('main'));
    key('ArrowDown');
    key('Enter');
    expect(picked).toHaveBeenLastCalledWith(document.querySelector('h1'));
  });

  it('Escape ends it, and nothing is taken', () => {
    key('Tab');
    key('Escape');
    expect(left).toHaveBeenCalledOnce();
    expect(picked).not.toHaveBeenCalled();
  });

  it('the page hears no key and no press, and its buttons are not pressed', () => {
    for (const type of ['keydown', 'keyup']) expect(key('s', {}, type).defaultPrevented).toBe(true);
    const press = new MouseEvent('click', { bubbles: true, cancelable: true });
    document.querySelector('button')?.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    expect(heard).not.toHaveBeenCalled();
  });

  it('keys of the browser itself stay what they are', () => {
    expect(key('r', { ctrlKey: true }).defaultPrevented).toBe(false);
  });

  it('a key that a script of the page makes up takes nothing', () => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect(picked).not.toHaveBeenCalled();
  });
});

it('afterwards the page hears everything again', () => {
  life.abort();
  const again = new AbortController();
  document.addEventListener('click', heard, { signal: again.signal });
  document.querySelector('button')?.click();
  expect(heard).toHaveBeenCalledOnce();
  again.abort();
});

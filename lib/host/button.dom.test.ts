import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createButton, type ProcessButton } from './button.ts';

const words = { label: 'Process', waiting: (count: number) => `Process, waiting: ${count}` };
let life: AbortController;
let press: () => void;
let button: ProcessButton;
let root: ShadowRoot;

beforeEach(() => {
  document.body.innerHTML = '<div class="toolbar"><button id="save">Save</button></div><p id="text"></p>';
  const attach = vi.spyOn(Element.prototype, 'attachShadow');
  life = new AbortController();
  press = vi.fn<() => void>();
  button = createButton(words, { press, near: () => undefined, hidden: () => undefined }, life.signal);
  root = attach.mock.results[0]?.value as ShadowRoot;
  attach.mockRestore();
});

afterEach(() => life.abort());

function find(selector: string): Element {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`Expected ${selector}, got nothing.`);
  return found;
}

const control = () => root.querySelector('button') as HTMLButtonElement;

describe('the Process button', () => {
  it('goes to each of the four places beside or in its anchor', () => {
    const toolbar = find('.toolbar');
    button.put({ element: toolbar, position: 'append' });
    expect(toolbar.lastElementChild).toBe(button.element);
    button.put({ element: find('#text'), position: 'before' });
    expect(find('#text').previousElementSibling).toBe(button.element);
    button.put({ element: toolbar, position: 'prepend' });
    expect(toolbar.firstElementChild).toBe(button.element);
    button.put({ element: find('#text'), position: 'after' });
    expect(find('#text').nextElementSibling).toBe(button.element);
  });

  it('is there once, however often it is put and copied by the page', () => {
    const toolbar = find('.toolbar');
    button.put({ element: toolbar, position: 'append' });
    document.body.append(toolbar.cloneNode(true));
    button.remove();
    button.put({ element: toolbar, position: 'append' });
    button.put({ element: toolbar, position: 'append' });
    expect(document.querySelectorAll('throughline-button')).toHaveLength(1);
  });

  it('does not move while it stands where it belongs, so that it does not lose the focus', () => {
    const toolbar = find('.toolbar');
    button.put({ element: toolbar, position: 'append' });
    const moved = vi.spyOn(toolbar, 'append');
    button.put({ element: toolbar, position: 'append' });
    expect(moved).not.toHaveBeenCalled();
  });

  it('cannot be reached by the page: its root is closed and holds no field and no form', () => {
    expect(button.element.shadowRoot).toBeNull();
    expect(root.querySelector('input, textarea, select, form')).toBeNull();
    expect(button.element.attributes).toHaveLength(0);
  });

  it('does nothing on a click that no person made', () => {
    button.put({ element: find('.toolbar'), position: 'append' });
    button.element.click();
    control().click();
    control().dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    expect(press).not.toHaveBeenCalled();
  });

  it('keeps the focus of the page where it is when it is pressed with the mouse', () => {
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true, composed: true });
    control().dispatchEvent(down);
    expect(down.defaultPrevented).toBe(true);
  });

  it('does not let the page hear the keys that are typed at it', () => {
    button.put({ element: find('.toolbar'), position: 'append' });
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    control().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
  });

  it.each([
    [0, '', 'Process'],
    [2, '2', 'Process, waiting: 2'],
    [250, '99+', 'Process, waiting: 250'],
  ])('shows a count of %i as "%s" and says "%s"', (waiting, shown, said) => {
    button.setCount(waiting);
    expect(root.querySelector('.count')?.textContent).toBe(shown);
    expect(control().getAttribute('aria-label')).toBe(said);
  });

  it('says whether its menu is open', () => {
    button.setExpanded(true);
    expect(control().getAttribute('aria-expanded')).toBe('true');
  });

  it('docks in a corner of the window when there is no anchor, and leaves it for one', () => {
    button.dock('bottom-right');
    expect(button.element.parentNode).toBe(document.documentElement);
    button.put({ element: find('.toolbar'), position: 'append' });
    expect(document.documentElement.querySelectorAll(':scope > throughline-button')).toHaveLength(0);
  });

  it('is gone when its life ends', () => {
    button.put({ element: find('.toolbar'), position: 'append' });
    life.abort();
    expect(document.querySelector('throughline-button')).toBeNull();
  });

  it('has a page that shares out its row by measuring it do so anew when the button comes or grows, and once it is all there', async () => {
    let grown = () => undefined as unknown;
    const observer = vi.fn(function (this: object, heard: () => void) {
      // The first one made observes the button's own size.
      if (observer.mock.calls.length === 1) grown = heard;
      Object.assign(this, { observe: () => undefined, disconnect: () => undefined });
    });
    vi.stubGlobal('ResizeObserver', observer);
    const measured = vi.fn();
    addEventListener('resize', measured, { signal: life.signal });
    const other = createButton(words, { press, near: () => undefined, hidden: () => undefined }, life.signal);
    vi.unstubAllGlobals();
    other.put({ element: find('.toolbar'), position: 'append' });
    grown();
    expect(measured).not.toHaveBeenCalled();
    other.put({ element: find('#text'), position: 'append', measured: true });
    grown();
    expect(measured).toHaveBeenCalledOnce();
    dispatchEvent(new Event('load'));
    await new Promise(requestAnimationFrame);
    expect(measured).toHaveBeenCalledTimes(2);
    other.dock('bottom-left');
    grown();
    expect(measured).toHaveBeenCalledTimes(2);
  });
});

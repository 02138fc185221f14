import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keepContext } from './context.ts';

const overlay = document.createElement('throughline-overlay');
const button = { element: document.createElement('throughline-button'), focus: vi.fn() };

beforeEach(() => {
  document.body.innerHTML = `
    <div id="pane"><input id="name" value="half-typed"><textarea id="notes">some text</textarea><input id="n" type="number" value="5"></div>
    <p id="text">A paragraph to select from.</p><div id="shadow"></div>`;
  document.documentElement.append(overlay);
  button.focus.mockReset();
});

function field(selector: string): HTMLInputElement {
  return document.querySelector(selector) as HTMLInputElement;
}

/** What the overlay's frame does by taking the focus and giving it up again. */
function loseFocus(): void {
  (document.activeElement as HTMLElement).blur();
}

describe('the context of the page', () => {
  it('gives back the focus and the selection in a field, and leaves its text alone', () => {
    field('#name').focus();
    field('#name').setSelectionRange(2, 5);
    const context = keepContext(overlay, [button]);
    loseFocus();
    field('#name').setSelectionRange(0, 0);
    context.restore();
    const { selectionStart, selectionEnd, value } = field('#name');
    expect(document.activeElement?.id).toBe('name');
    expect([selectionStart, selectionEnd, value]).toEqual([2, 5, 'half-typed']);
  });

  it('gives back the focus to a field inside an open shadow root', () => {
    const root = (document.querySelector('#shadow') as Element).attachShadow({ mode: 'open' });
    root.innerHTML = '<input id="deep">';
    (root.querySelector('#deep') as HTMLElement).focus();
    const context = keepContext(overlay, [button]);
    (root.activeElement as HTMLElement).blur();
    context.restore();
    expect(root.activeElement?.id).toBe('deep');
  });

  it('gives back the focus to a field without a selection', () => {
    field('#n').focus();
    const context = keepContext(overlay, [button]);
    loseFocus();
    context.restore();
    expect(document.activeElement?.id).toBe('n');
  });

  it('leaves the focus where the person has put it meanwhile', () => {
    field('#name').focus();
    const context = keepContext(overlay, [button]);
    field('#notes').focus();
    context.restore();
    expect(document.activeElement?.id).toBe('notes');
  });

  it('gives the focus back to the Process button through the button, whose element cannot have it', () => {
    document.body.append(button.element);
    const active = vi.spyOn(document, 'activeElement', 'get').mockReturnValue(button.element);
    const context = keepContext(overlay, [button]);
    active.mockRestore();
    context.restore();
    expect(button.focus).toHaveBeenCalledTimes(1);
  });

  it('does nothing about a field that the page has removed', () => {
    field('#name').focus();
    const context = keepContext(overlay, [button]);
    field('#name').remove();
    expect(() => context.restore()).not.toThrow();
  });

  it('gives back the scroll positions around the field', () => {
    const pane = document.querySelector('#pane') as Element;
    pane.scrollTop = 120;
    field('#name').focus();
    const context = keepContext(overlay, [button]);
    pane.scrollTop = 0;
    loseFocus();
    context.restore();
    expect(pane.scrollTop).toBe(120);
  });
});

import { afterEach, expect, it, vi } from 'vitest';
import { focusStart } from './focus-start.ts';

afterEach(() => document.body.replaceChildren());

/** A heading that takes the focus only while its frame is on show. */
function heading(shown: { now: boolean }) {
  const element = Object.assign(document.createElement('h1'), { tabIndex: -1 });
  document.body.append(element);
  return { element, focus: vi.fn(() => shown.now && element.focus()) };
}

it.each(['keydown', 'pointerdown', 'wheel'])(
  'puts the focus there at once, and leaves it to the person after a %s',
  (type) => {
    const { element, focus } = heading({ now: true });
    focusStart(focus);
    expect(document.activeElement).toBe(element);
    dispatchEvent(new Event(type));
    element.blur();
    dispatchEvent(new Event('focus'));
    expect(focus).toHaveBeenCalledOnce();
  },
);

it('puts it there again when the frame was hidden for a moment', () => {
  const { element, focus } = heading({ now: true });
  const end = focusStart(focus);
  element.blur();
  dispatchEvent(new Event('focus'));
  expect(document.activeElement).toBe(element);
  end();
});

it('shows the view from its top once its frame has grown, until the person does something', () => {
  const top = vi.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
  const { element, focus } = heading({ now: true });
  const seen = vi.spyOn(element, 'scrollIntoView').mockImplementation(() => undefined);
  focusStart(focus);
  dispatchEvent(new Event('resize'));
  expect(top).toHaveBeenCalledExactlyOnceWith(0, 0);
  expect(seen).toHaveBeenCalledExactlyOnceWith({ block: 'nearest' });
  expect(top.mock.invocationCallOrder[0]).toBeLessThan(seen.mock.invocationCallOrder[0] ?? 0);
  dispatchEvent(new Event('wheel'));
  dispatchEvent(new Event('resize'));
  expect(top).toHaveBeenCalledOnce();
});

it('puts it there as soon as the frame is on show', () => {
  const shown = { now: false };
  const { element, focus } = heading(shown);
  focusStart(focus);
  expect(document.activeElement).toBe(document.body);
  shown.now = true;
  dispatchEvent(new Event('focus'));
  expect(document.activeElement).toBe(element);
});

it('puts it there when the frame is drawn for the first time, if it has the focus already', async () => {
  const shown = { now: false };
  const { element, focus } = heading(shown);
  focusStart(focus);
  shown.now = true;
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(element);
});

it('takes it from nothing that the person has gone to meanwhile, and from nothing once its view has gone', () => {
  const shown = { now: false };
  const { focus } = heading(shown);
  focusStart(focus);
  const end = focusStart(focus);
  end();
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  shown.now = true;
  dispatchEvent(new Event('resize'));
  expect(document.activeElement).toBe(field);
  expect(focus).toHaveBeenCalledTimes(2);
});

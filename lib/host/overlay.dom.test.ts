import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OVERLAY_TAG } from './elements.ts';
import { Overlay } from './overlay.ts';

const PLACE = { side: 'right', width: null } as const;
const frameIn = () => document.querySelector(OVERLAY_TAG);

let life: AbortController;
let frames: string[];

beforeEach(() => {
  life = new AbortController();
  frames = [];
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element) {
    // Its style and its dialog go nowhere: this document loads no frames and has no top layer.
    const append = (...parts: Element[]) => {
      for (const part of parts) frames.push(...[...part.querySelectorAll('iframe')].map(({ src }) => src));
    };
    return { append } as unknown as ShadowRoot;
  });
  Object.assign(HTMLElement.prototype, { showPopover: vi.fn(), hidePopover: vi.fn() });
  Object.assign(document, { elementFromPoint: () => frameIn() });
});
afterEach(() => life.abort());

function setUp() {
  const ours = { element: document.createElement('i'), box: () => null, focus: vi.fn() };
  const changed = vi.fn();
  const options = {
    ...{ button: ours, bar: ours, toKeep: () => [], changed },
    ...{ dismissed: vi.fn(), lost: vi.fn(), stands: vi.fn() },
  };
  const means = { url: 'about:blank', title: 'Throughline', text: 'It was updated.', dismiss: 'Close' };
  return { overlay: new Overlay(options, means, life.signal), changed, lost: options.lost };
}

const comeBack = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

it('has a new frame, with its own nonce, in a page that comes out of the back/forward cache', () => {
  const { overlay } = setUp();
  overlay.show('page', null, 'first', PLACE);
  overlay.hide();
  comeBack(false);
  overlay.show('page', null, 'unused', PLACE);
  overlay.hide();
  comeBack(true);
  expect(frameIn()).toBeNull();
  overlay.show('page', null, 'second', PLACE);
  expect(frames).toEqual(['about:blank#first', 'about:blank#second']);
});

it('that was on show when the page was left is hidden there, with the focus where it was', () => {
  const { overlay, changed, lost } = setUp();
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  overlay.show('page', null, 'first', PLACE);
  field.blur();
  comeBack(true);
  expect(frameIn()).toBeNull();
  expect(document.activeElement).toBe(field);
  expect(changed.mock.lastCall).toEqual([null]);
  expect(lost).not.toHaveBeenCalled();
  overlay.show('page', null, 'second', PLACE);
  expect(frames).toEqual(['about:blank#first', 'about:blank#second']);
  field.remove();
});

it('listens no longer than it lives', () => {
  const { overlay, changed } = setUp();
  overlay.show('page', null, 'first', PLACE);
  life.abort();
  changed.mockClear();
  comeBack(true);
  expect(changed).not.toHaveBeenCalled();
});

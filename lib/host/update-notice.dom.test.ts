import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { portPair } from '../testing/ports.ts';
import { Overlay, type OverlayOptions } from './overlay.ts';
import { overlayMeeting } from './overlay-script.ts';
import { startHost } from './start.ts';
import { showUpdateNotice } from './update-notice.ts';

const WORDS = { text: 'It was updated.', dismiss: 'Close' };
const SHOW = { type: 'show', view: 'page', box: null, nonce: 'n', place: { side: 'right', width: null } };
const noticeIn = () => document.querySelector('throughline-notice');

let roots: ShadowRoot[];

beforeEach(() => {
  roots = [];
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  });
  // It loads no frames here, and says so at length.
  vi.spyOn(console, 'error').mockReturnValue();
  // This document has no top layer.
  Object.assign(HTMLElement.prototype, { showPopover: vi.fn(), hidePopover: vi.fn() });
  Object.assign(document, { elementFromPoint: () => null });
  HTMLDialogElement.prototype.showModal = vi.fn();
});

afterEach(() => {
  dispatchEvent(new Event('pagehide'));
  vi.restoreAllMocks();
});

describe('the notice of an update', () => {
  it('says what has happened, to everybody, and takes no focus', () => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    showUpdateNotice(WORDS);
    expect(roots[0]?.querySelector('[role="alert"]')?.textContent).toBe(WORDS.text);
    expect(document.activeElement).toBe(field);
    field.remove();
  });

  it.each([
    ['its button', () => roots[0]?.querySelector('button')?.click()],
    [
      'Escape',
      () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    ],
    ['leaving the page', () => dispatchEvent(new Event('pagehide'))],
    [
      'another address',
      () => {
        history.pushState(null, '', '#elsewhere');
        dispatchEvent(new Event('popstate'));
      },
    ],
  ])('goes with %s, and leaves nothing behind', (_what, act) => {
    const listening = vi.spyOn(window, 'addEventListener');
    const before = document.documentElement.outerHTML;
    showUpdateNotice(WORDS);
    expect(noticeIn()).not.toBeNull();
    act();
    expect(document.documentElement.outerHTML).toBe(before);
    for (const [, , options] of listening.mock.calls)
      expect((options as AddEventListenerOptions).signal?.aborted).toBe(true);
  });

  it('is there once, however often it is said', () => {
    showUpdateNotice(WORDS);
    showUpdateNotice(WORDS);
    expect(document.querySelectorAll('throughline-notice')).toHaveLength(1);
  });
});

describe('a page whose extension is updated', () => {
  async function orphan(messages: object[]) {
    const life = new AbortController();
    let alive = true;
    const { page, background } = portPair('host');
    const world = {
      connect: () => page,
      alive: () => alive,
    };
    startHost(world, life);
    const means = { ...WORDS, url: '', title: 'Throughline' };
    overlayMeeting.bring((options: OverlayOptions, signal) => new Overlay(options, means, signal));
    for (const message of [{ type: 'words', texts: {}, locale: 'en' }, ...messages])
      background.postMessage(message);
    await new Promise((resolve) => setTimeout(resolve));
    const shown = document.querySelector('throughline-overlay') !== null;
    alive = false;
    background.disconnect();
    await new Promise((resolve) => setTimeout(resolve));
    expect(life.signal.aborted).toBe(true);
    expect(document.querySelector('throughline-overlay')).toBeNull();
    return shown;
  }

  it('says so where a step was open', async () => {
    expect(await orphan([SHOW])).toBe(true);
    expect(noticeIn()).not.toBeNull();
  });

  it.each([
    ['nothing was open', []],
    ['what was open is closed again', [SHOW, { type: 'hide' }]],
  ])('says nothing where %s', async (_what, messages) => {
    await orphan(messages);
    expect(noticeIn()).toBeNull();
  });
});

import type { BackgroundToHost, HostToBackground } from '../messaging/contract.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import { type ButtonWords, createButton } from './button.ts';
import { BUTTON_TAG, OVERLAY_TAG } from './elements.ts';
import { type Background, keepLink } from './link.ts';
import { createOverlay } from './overlay.ts';
import type { Problem } from './probe.ts';
import { type ShownRecord, type Tracker, trackRecord } from './tracker.ts';

/** What the host script needs from outside the page. */
export interface HostWorld extends Background {
  overlayUrl: string;
  overlayTitle: string;
  button: ButtonWords;
  /** A problem of the overlay in words for the person whose click was not taken. */
  problem(problem: Problem): string;
}

/**
 * Runs Throughline in this document: says which record it shows, draws the Process button, shows the
 * overlay when it is told to. Everything ends, and leaves nothing behind, when `life` is aborted; it aborts
 * it itself when the extension is gone. What an earlier version could not clear away goes first.
 */
export function startHost(world: HostWorld, life: AbortController): void {
  const { signal } = life;
  for (const old of document.querySelectorAll(`${BUTTON_TAG}, ${OVERLAY_TAG}`)) old.remove();
  let tracking: { life: AbortController; tracker: Tracker; site: string } | null = null;
  let record: ShownRecord | null | undefined;

  const link = keepLink(world, { connected: tellRecord, received, orphaned: () => life.abort() }, signal);
  const button = createButton(world.button, press, signal);
  const overlay = createOverlay(
    {
      url: world.overlayUrl,
      title: world.overlayTitle,
      button,
      dismissed: () => link.send({ type: 'dismiss' }),
      lost: () => link.send({ type: 'lost' }),
      changed: (view) => button.setExpanded(view === 'menu'),
    },
    signal,
  );

  function tellRecord(): void {
    if (record !== undefined) link.send({ type: 'record', record });
  }

  function press(): void {
    if (overlay.dismissMenu()) return;
    const { x, y, width, height } = button.box() ?? new DOMRect();
    // The record is read at this moment: the page may have moved on under a button that stayed.
    if (tracking?.tracker.resolve()) link.send({ type: 'menu', box: { x, y, width, height } });
  }

  function follow(site: SiteAdapter | null): void {
    // After every restart the background says again what the site is.
    const same = JSON.stringify(site);
    if (tracking?.site === same) return;
    tracking?.life.abort();
    tracking = null;
    if (!site) return;
    const ending = new AbortController();
    const until = AbortSignal.any([signal, ending.signal]);
    const report = (next: ShownRecord | null) => {
      record = next;
      tellRecord();
    };
    tracking = { life: ending, tracker: trackRecord(site, button, report, until), site: same };
  }

  function received(message: BackgroundToHost): void {
    switch (message.type) {
      case 'site':
        follow(message.site as SiteAdapter | null);
        break;
      case 'show':
        overlay.show(message.view, message.box, message.nonce);
        break;
      case 'hide':
        overlay.hide();
        break;
      case 'size':
        overlay.size(message);
        break;
      case 'count':
        button.setCount(message.waiting);
        break;
      case 'probe':
        link.send(probed(message.id));
        break;
    }
  }

  function probed(id: number): HostToBackground {
    const problem = overlay.probe();
    return { type: 'probed', id, problem: problem && world.problem(problem) };
  }

  link.open();
}

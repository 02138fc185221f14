import type { BackgroundToHost, BarAct, Box, DrawerSide } from '../messaging/contract.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import { type ButtonWords, createButton, type ProcessButton } from './button.ts';
import { BUTTON_TAG, OVERLAY_TAG, STAGES_TAG } from './elements.ts';
import { LateBar } from './late-bar.ts';
import { LateOverlay } from './late-overlay.ts';
import { type Background, Link } from './link.ts';
import type { View } from './overlay-layout.ts';
import { type Missing, type ShownRecord, Tracker } from './tracker.ts';

/** What the host script needs from outside the page. */
export interface HostWorld extends Background {
  overlayUrl: string;
  overlayTitle: string;
  button: ButtonWords;
}

interface Tracking {
  /** The adapter as it came: after every restart the background says it again. */
  site: string;
  tracker: Tracker;
  life: AbortController;
}

/**
 * Runs Throughline in this document: says which record it shows, draws the Process button and the stage bar, shows the
 * overlay when it is told to. Everything ends, and leaves nothing behind, when `life` is aborted; it aborts
 * it itself when the extension is gone. What an earlier version could not clear away goes first.
 */
export function startHost(world: HostWorld, life: AbortController): void {
  for (const old of document.querySelectorAll(`${BUTTON_TAG}, ${STAGES_TAG}, ${OVERLAY_TAG}`)) old.remove();
  new Host(world, life).open();
}

class Host {
  readonly #signal: AbortSignal;
  readonly #link: Link;
  readonly #button: ProcessButton;
  readonly #bar: LateBar;
  readonly #overlay: LateOverlay;
  #tracking: Tracking | null = null;
  /** Undefined until the page was looked at for the first time. */
  #record: ShownRecord | null | undefined;
  /** What was pressed at the bar, while what it has opened is shown. */
  #barAct: string | null = null;

  constructor(world: HostWorld, life: AbortController) {
    const { signal } = life;
    this.#signal = signal;
    const events = {
      connected: () => this.#tellRecord(),
      received: (message: BackgroundToHost) => this.#receive(message),
      orphaned: () => {
        this.#overlay.orphaned();
        life.abort();
      },
    };
    const button = createButton(
      world.button,
      {
        press: () => this.#press(),
        near: () => this.#overlay.prepare(),
        hidden: () => this.#tracking?.tracker.resolve(),
      },
      signal,
    );
    this.#bar = new LateBar((...press) => this.#pressBar(...press), signal);
    const options = {
      url: world.overlayUrl,
      title: world.overlayTitle,
      button,
      bar: this.#bar,
      dismissed: () => this.#link.send({ type: 'dismiss' }),
      toKeep: () => this.#tracking?.tracker.toKeep() ?? [],
      stands: (side: DrawerSide) => this.#link.send({ type: 'drawer-stands', side }),
      lost: () => this.#link.send({ type: 'lost' }),
      changed: (view: View | null) => {
        button.setExpanded(view === 'menu');
        if (view !== 'case') this.#barAct = null;
      },
    };
    this.#link = new Link(world, events, signal);
    this.#button = button;
    this.#overlay = new LateOverlay(options, () => this.#link.send({ type: 'overlay-wanted' }), signal);
  }

  open(): void {
    this.#link.open();
    // Who comes back to the page sees what has happened meanwhile, as far as the background has not heard of it.
    const shown = () => document.hidden || this.#tellRecord();
    document.addEventListener('visibilitychange', shown, { signal: this.#signal });
  }

  #receive(message: BackgroundToHost): void {
    switch (message.type) {
      case 'site':
        this.#follow(message.site as SiteAdapter | null);
        break;
      case 'learn':
        this.#tracking?.tracker.learn(message.word, message.means);
        break;
      case 'show':
        this.#overlay.show(message.view, message.box, message.nonce, message.place);
        break;
      case 'place':
        this.#overlay.place(message.place, message.shift);
        break;
      case 'press':
        this.#press();
        break;
      case 'reach':
        this.#overlay.reach();
        break;
      case 'hide':
        this.#overlay.hide();
        break;
      case 'size':
        this.#overlay.size(message);
        break;
      case 'move':
        this.#overlay.move();
        break;
      case 'bar':
        this.#bar.told(message.record, message.bar);
        // The page may have been built anew since it was last looked at for anything of ours.
        if (!this.#bar.isSettled()) this.#tracking?.tracker.resolve();
        break;
      case 'count':
        this.#button.setCount(message.waiting);
        break;
      case 'probe':
        this.#answerProbe(message.id);
        break;
    }
  }

  #follow(adapter: SiteAdapter | null): void {
    const site = JSON.stringify(adapter);
    if (this.#tracking?.site === site) return;
    this.#tracking?.life.abort();
    this.#tracking = null;
    if (!adapter) {
      this.#overlay.leave();
      return;
    }
    const life = new AbortController();
    const news = {
      shows: (record: ShownRecord | null) => {
        this.#record = record;
        this.#tellRecord();
      },
      asks: () => this.#link.send({ type: 'ask' }),
      misses: (of: string, missing: Missing | null) => this.#link.send({ type: 'places', of, missing }),
    };
    const signal = AbortSignal.any([this.#signal, life.signal]);
    this.#tracking = { site, life, tracker: new Tracker(adapter, this.#button, this.#bar, news, signal) };
  }

  #tellRecord(): void {
    if (this.#record !== undefined) this.#link.send({ type: 'record', record: this.#record });
  }

  #press(): void {
    if (this.#overlay.dismissMenu()) return;
    const { x, y, width, height } = this.#button.box() ?? new DOMRect();
    // The record is read at this moment: the page may have moved on under a button that stayed.
    const subject = this.#tracking?.tracker.resolve();
    if (!subject) return;
    this.#link.send({ type: 'menu', box: { x, y, width, height }, selected: subject.selected });
  }

  /** The same press once more closes what it has opened. */
  #pressBar(record: { type: string; id: string }, act: BarAct, box: Box, sure: boolean): void {
    const pressed = JSON.stringify(act);
    const isAgain = this.#barAct === pressed;
    if (this.#overlay.dismissMenu() && isAgain) return;
    this.#barAct = pressed;
    this.#link.send({ type: 'bar', record, act, box, sure });
  }

  #answerProbe(id: number): void {
    this.#link.send({ type: 'probed', id, problem: this.#overlay.probe() });
  }
}

import type { BackgroundToHost, BarAct, Box, DrawerSide } from '../messaging/contract.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import { createButton, type ProcessButton } from './button.ts';
import { BUTTON_TAG, OVERLAY_TAG, STAGES_TAG } from './elements.ts';
import { LateBar } from './late-bar.ts';
import { LateOverlay } from './late-overlay.ts';
import { type Background, Link } from './link.ts';
import type { View } from './overlay-layout.ts';
import { isSame } from './ref.ts';
import { type Missing, type ShownRecord, Tracker } from './tracker.ts';
import { keepWords, say } from './words.ts';

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
export function startHost(background: Background, life: AbortController): void {
  for (const old of document.querySelectorAll(`${BUTTON_TAG}, ${STAGES_TAG}, ${OVERLAY_TAG}`)) old.remove();
  let host: Host | null = null;
  const events = {
    connected: () => host?.tellRecord(),
    received(message: BackgroundToHost) {
      if (message.type !== 'words') return host?.receive(message);
      keepWords(message);
      host ??= new Host(link, life.signal);
    },
    orphaned() {
      host?.orphaned();
      life.abort();
    },
  };
  const link = new Link(background, events, life.signal);
  link.open();
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

  constructor(link: Link, signal: AbortSignal) {
    this.#signal = signal;
    this.#link = link;
    const button = createButton(
      { label: say('hostButton'), waiting: (count) => say('hostButtonWaiting', String(count)) },
      {
        press: () => this.#press(),
        near: () => this.#overlay.prepare(),
        hidden: () => this.#tracking?.tracker.resolve(),
      },
      signal,
    );
    this.#bar = new LateBar((...press) => this.#pressBar(...press), signal);
    const options = {
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
    this.#button = button;
    this.#overlay = new LateOverlay(options, () => this.#link.send({ type: 'overlay-wanted' }), signal);
    // Who comes back to the page sees what has happened meanwhile, as far as the background has not heard of it.
    const shown = () => document.hidden || this.tellRecord();
    document.addEventListener('visibilitychange', shown, { signal });
  }

  orphaned(): void {
    this.#overlay.now?.orphaned();
  }

  receive(message: BackgroundToHost): void {
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
        this.#overlay.now?.place(message.place, message.shift);
        break;
      case 'press':
        this.#press();
        break;
      case 'reach':
        this.#overlay.now?.reach();
        break;
      case 'hide':
        this.#overlay.hide();
        break;
      case 'size':
        this.#overlay.now?.size(message);
        break;
      case 'move':
        this.#overlay.now?.move();
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
        this.tellRecord();
      },
      asks: () => this.#link.send({ type: 'ask' }),
      misses: (of: string, missing: Missing | null) => this.#link.send({ type: 'places', of, missing }),
    };
    const signal = AbortSignal.any([this.#signal, life.signal]);
    this.#tracking = { site, life, tracker: new Tracker(adapter, this.#button, this.#bar, news, signal) };
  }

  tellRecord(): void {
    if (this.#record !== undefined) this.#link.send({ type: 'record', record: this.#record });
  }

  #press(): void {
    if (this.#overlay.now?.dismissMenu()) return;
    const { x, y, width, height } = this.#button.box() ?? new DOMRect();
    // The record is read at this moment: the page may have moved on under a button that stayed.
    const subject = this.#tracking?.tracker.resolve();
    if (!subject) return;
    this.#link.send({ type: 'menu', box: { x, y, width, height }, selected: subject.selected });
  }

  /** The same press once more closes what it has opened. */
  #pressBar(record: { type: string; id: string }, act: BarAct, box: Box, sure: boolean): void {
    // The page may have moved on under a bar that stayed.
    const shown = this.#tracking?.tracker.resolve()?.record;
    if (!isSame(shown, record)) return;
    const pressed = JSON.stringify(act);
    const isAgain = this.#barAct === pressed;
    if (this.#overlay.now?.dismissMenu() && isAgain) return;
    this.#barAct = pressed;
    this.#link.send({ type: 'bar', record, act, box, sure });
  }

  #answerProbe(id: number): void {
    this.#link.send({ type: 'probed', id, problem: this.#overlay.probe() });
  }
}

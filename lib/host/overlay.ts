import type { Box, DrawerPlace, DrawerSide, OverlayProblem } from '../messaging/contract.ts';
import type { ProcessButton } from './button.ts';
import { type Context, keepContext } from './context.ts';
import { controlsInSight } from './controls.ts';
import { type Drawer, drawerBox } from './drawer-layout.ts';
import { guardElement } from './guard.ts';
import type { LateBar } from './late-bar.ts';
import { OverlayFrame } from './overlay-frame.ts';
import {
  BAND_CORNERS,
  type BandCorner,
  freestCorner,
  overlayBox,
  type Size,
  type View,
} from './overlay-layout.ts';
import { probeOverlay } from './probe.ts';
import { toneAt } from './tone.ts';
import { watchFocus, watchTopLayer } from './top-layer.ts';
import { showUpdateNotice, type UpdateWords } from './update-notice.ts';

export interface OverlayOptions {
  /** The button: a menu follows it when the page scrolls, and it decides itself what a press on it does. */
  button: Pick<ProcessButton, 'element' | 'box' | 'focus'>;
  /** The same for the stage bar, where there is one. */
  bar: Pick<LateBar, 'element' | 'box' | 'focus'>;
  /** What of the page the drawer must not cover unasked. */
  toKeep(): Element[];
  /** The person has done away with the menu from outside. */
  dismissed(): void;
  /** The page has taken the overlay away, with what it showed. */
  lost(): void;
  /** The drawer stands on this side now. */
  stands(side: DrawerSide): void;
  /** The view on show has changed; null: hidden. */
  changed(view: View | null): void;
}

/** What the overlay has of the extension. */
export interface OverlayMeans extends UpdateWords {
  /** Address of its page, without the nonce. */
  url: string;
  /** Name of its frame. */
  title: string;
}

interface Shown {
  view: View;
  /** Since when, by `performance.now()`. */
  at: number;
  context: Context;
  life: AbortController;
}

/** Menu, drawer and process pages over somebody else's page, in one frame that is made on first use. */
export class Overlay {
  readonly #options: OverlayOptions;
  readonly #means: OverlayMeans;
  readonly #signal: AbortSignal;
  #frame: OverlayFrame | null = null;
  /** Ends with the frame. */
  #frameLife = new AbortController();
  #shown: Shown | null = null;
  #anchor: Box | null = null;
  #wanted: Size | null = null;
  /** The side of the drawer that was told last; none since it was shown. */
  #stands: DrawerSide | null = null;
  #drawer: Drawer = { place: { side: 'right', width: null }, shift: 0, avoid: [] };
  /** Where a band lies; null: not decided yet. */
  #corner: BandCorner | null = null;

  constructor(options: OverlayOptions, means: OverlayMeans, signal: AbortSignal) {
    this.#options = options;
    this.#means = means;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      this.#shown?.context.restore();
      this.#frame = null;
    });
    // While the page was in the back/forward cache, the tab had other documents, and its frame's nonce was forgotten.
    addEventListener('pageshow', (event) => event.persisted && this.leave(), { signal });
  }

  show(view: View, anchor: Box | null, nonce: string, place: DrawerPlace): void {
    if (this.#signal.aborted) return;
    const frame = this.#frame?.isIntact() ? this.#frame : this.#build(nonce);
    if (!this.#shown) this.#begin(frame, view);
    else if (this.#shown.view !== view) Object.assign(this.#shown, { view, at: performance.now() });
    this.#anchor = anchor;
    this.#wanted = null;
    this.#drawer = { place, shift: 0, avoid: this.#boxesToKeep() };
    this.#stands = null;
    this.#draw();
    frame.showPassive();
    // A band leaves the page to the person: its dialogs and its focus too.
    if (view !== 'band') this.reach();
    this.#options.changed(view);
  }

  /** What is on show goes above all that the page has put over it, and takes the focus. */
  reach(): void {
    if (!this.#frame || !this.#shown) return;
    if (this.#frame.isBlocked()) this.#frame.showModal();
    this.#frame.focus();
  }

  /** The extension is gone, and what is on show goes with it: the person is told why. */
  orphaned(): void {
    if (this.#shown) showUpdateNotice(this.#means);
  }

  /** A band goes to the next corner. */
  move(): void {
    if (this.#shown?.view !== 'band') return;
    const at = BAND_CORNERS.indexOf(this.#corner ?? BAND_CORNERS[0]);
    this.#corner = BAND_CORNERS[(at + 1) % BAND_CORNERS.length] ?? null;
    this.#draw();
  }

  hide(): void {
    if (!this.#shown) return;
    const { context, life } = this.#shown;
    this.#shown = null;
    this.#wanted = null;
    life.abort();
    this.#frame?.hide();
    context.restore();
    this.#options.changed(null);
  }

  /** Out of the page, until it is shown again. */
  leave(): void {
    this.hide();
    this.#frameLife.abort();
    this.#frame = null;
  }

  /**
   * Closes a menu, as if the person had turned away from it; false: none was shown. A drawer and a page stay
   * until they are closed.
   */
  dismissMenu(): boolean {
    if (this.#shown?.view !== 'menu' && this.#shown?.view !== 'case') return false;
    this.hide();
    this.#options.dismissed();
    return true;
  }

  /** The person moves the drawer: from now on it stands where they want it, whatever is under it. */
  place(place: DrawerPlace, shift: number): void {
    this.#drawer = { place, shift, avoid: [] };
    this.#draw();
  }

  size(wanted: Size): void {
    this.#wanted = wanted;
    this.#draw();
  }

  probe(): OverlayProblem | null {
    if (!this.#frame || !this.#shown) return 'hidden';
    return probeOverlay(this.#frame.element, this.#frame.dialog, this.#shown.at);
  }

  #build(nonce: string): OverlayFrame {
    const { url, title } = this.#means;
    this.#frameLife.abort();
    this.#frameLife = new AbortController();
    const ended = AbortSignal.any([this.#signal, this.#frameLife.signal]);
    this.#frame = new OverlayFrame(`${url}#${nonce}`, title, ended);
    return this.#frame;
  }

  #begin(frame: OverlayFrame, view: View): void {
    const { button, bar } = this.#options;
    const life = new AbortController();
    const signal = AbortSignal.any([this.#signal, this.#frameLife.signal, life.signal]);
    this.#shown = { view, at: performance.now(), context: keepContext(frame.element, [button, bar]), life };
    const turnedAway = (target: EventTarget | null) => {
      if (target !== button.element && target !== bar.element) this.dismissMenu();
    };
    guardElement(frame.element, () => this.#lose(), signal);
    watchTopLayer(frame, turnedAway, signal);
    watchFocus(frame, signal);
    const scrolled = () => {
      if (this.#shown?.view === 'menu' || this.#shown?.view === 'case') this.#draw();
    };
    const resized = () => {
      if (this.#drawer.avoid.length > 0) this.#drawer.avoid = this.#boxesToKeep();
      this.#draw();
    };
    addEventListener('resize', resized, { signal });
    addEventListener('scroll', scrolled, { capture: true, passive: true, signal });
  }

  /** The page has taken the frame away: the next use builds a new one. */
  #lose(): void {
    this.leave();
    this.#options.lost();
  }

  #draw(): void {
    if (!this.#frame || !this.#shown) return;
    const { view } = this.#shown;
    const viewport = { width: document.documentElement.clientWidth, height: innerHeight };
    const anchor = this.#anchorOf(view);
    const tone = toneAt(document.body);
    if (view === 'drawer') {
      const { box, side } = drawerBox(viewport, this.#drawer);
      this.#frame.draw(view, box, tone, side);
      if (side !== this.#stands) this.#options.stands(side);
      this.#stands = side;
      return;
    }
    // Once its content has said how large it is.
    if (view === 'band' && this.#wanted)
      this.#corner ??= freestCorner(viewport, this.#wanted, controlsInSight());
    const box = overlayBox(view, viewport, this.#wanted, anchor, this.#corner ?? undefined);
    this.#frame.draw(view, box, tone);
  }

  /** What the view hangs on, where it is now; a page hangs on nothing. */
  #anchorOf(view: View): Box | null {
    const { button, bar } = this.#options;
    if (view === 'menu') return button.box() ?? this.#anchor;
    return view === 'case' ? (bar.box() ?? this.#anchor) : null;
  }

  #boxesToKeep(): Box[] {
    return this.#options.toKeep().map((element) => element.getBoundingClientRect());
  }
}

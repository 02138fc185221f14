import type { Box } from '../messaging/contract.ts';
import type { ProcessButton } from './button.ts';
import { type Context, keepContext } from './context.ts';
import { guardElement } from './guard.ts';
import { createOverlayFrame, type OverlayFrame } from './overlay-frame.ts';
import { overlayBox, type Size, type View } from './overlay-layout.ts';
import { type Problem, probeOverlay } from './probe.ts';
import { toneAt } from './tone.ts';
import { watchFocus, watchTopLayer } from './top-layer.ts';

export interface OverlayOptions {
  /** Address of the overlay's page, without the nonce. */
  url: string;
  title: string;
  /** The button: a menu follows it when the page scrolls, and it decides itself what a press on it does. */
  button: Pick<ProcessButton, 'element' | 'box' | 'focus'>;
  /** The person has done away with the menu from outside. */
  dismissed(): void;
  /** The page has taken the overlay away, with what it showed. */
  lost(): void;
  /** The view on show has changed; null: hidden. */
  changed(view: View | null): void;
}

export interface Overlay {
  show(view: View, anchor: Box | null, nonce: string): void;
  hide(): void;
  /** As if the person had turned away from it; false: it was not shown as a menu. */
  dismissMenu(): boolean;
  size(wanted: Size): void;
  probe(): Problem | null;
}

/** Menu, drawer and process pages over somebody else's page, in one frame that is made on first use. */
export function createOverlay(options: OverlayOptions, signal: AbortSignal): Overlay {
  let frame: OverlayFrame | null = null;
  /** Ends with the frame. */
  let frameLife = new AbortController();
  let shown: { view: View; at: number; context: Context; life: AbortController } | null = null;
  let anchor: Box | null = null;
  let wanted: Size | null = null;

  function draw(): void {
    if (!frame || !shown) return;
    const viewport = { width: document.documentElement.clientWidth, height: innerHeight };
    const from = shown.view === 'menu' ? (options.button.box() ?? anchor) : null;
    frame.draw(shown.view, overlayBox(shown.view, viewport, wanted, from), toneAt(document.body));
  }

  function build(nonce: string): OverlayFrame {
    frameLife = new AbortController();
    const ended = AbortSignal.any([signal, frameLife.signal]);
    return createOverlayFrame(`${options.url}#${nonce}`, options.title, ended);
  }

  function begin(built: OverlayFrame, view: View): void {
    const life = new AbortController();
    const until = AbortSignal.any([signal, frameLife.signal, life.signal]);
    shown = { view, at: performance.now(), context: keepContext(built.element, options.button), life };
    guardElement(built.element, lose, until);
    watchTopLayer(built, turnedAway, until);
    watchFocus(built, until);
    addEventListener('resize', draw, { signal: until });
    addEventListener('scroll', () => shown?.view === 'menu' && draw(), {
      capture: true,
      passive: true,
      signal: until,
    });
  }

  function turnedAway(target: EventTarget | null): void {
    if (target !== options.button.element) dismissMenu();
  }

  /** Only a menu goes when one turns away from it; a drawer and a page stay until they are closed. */
  function dismissMenu(): boolean {
    if (shown?.view !== 'menu') return false;
    hide();
    options.dismissed();
    return true;
  }

  function hide(): void {
    if (!shown) return;
    const { context, life } = shown;
    shown = null;
    wanted = null;
    life.abort();
    frame?.hide();
    context.restore();
    options.changed(null);
  }

  /** The page has taken the frame away: the next use builds a new one. */
  function lose(): void {
    hide();
    frameLife.abort();
    frame = null;
    options.lost();
  }

  signal.addEventListener('abort', () => {
    shown?.context.restore();
    frame = null;
  });

  return {
    show(view, box, nonce) {
      if (signal.aborted) return;
      if (!frame?.isIntact()) {
        frameLife.abort();
        frame = build(nonce);
      }
      if (!shown) begin(frame, view);
      else if (shown.view !== view) Object.assign(shown, { view, at: performance.now() });
      anchor = box;
      wanted = null;
      draw();
      frame.showPassive();
      if (frame.isBlocked()) frame.showModal();
      frame.focus();
      options.changed(view);
    },
    hide,
    dismissMenu,
    size(size) {
      wanted = size;
      draw();
    },
    probe: () => (frame && shown ? probeOverlay(frame.element, frame.dialog, shown.at) : 'hidden'),
  };
}

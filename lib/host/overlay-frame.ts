import type { Box, DrawerSide } from '../messaging/contract.ts';
import { keepKeys, make, makeStyle, OVERLAY_TAG, UNPRINTED_CSS } from './elements.ts';
import OVERLAY_CSS from './overlay.css?inline';
import type { View } from './overlay-layout.ts';
import type { Tone } from './tone.ts';

/** The overlay's frame in the top layer of the page. It is made once and never moved: moving loses drafts. */
export class OverlayFrame {
  /** What is in the page; everything else is in its closed shadow root. */
  readonly element = document.createElement(OVERLAY_TAG);
  readonly dialog: HTMLDialogElement;
  readonly #iframe: HTMLIFrameElement;
  #loads = 0;

  /** Puts the frame, hidden, into the page. `src` carries the one-time nonce in its hash. */
  constructor(src: string, title: string, signal: AbortSignal) {
    this.#iframe = make('iframe', { title, src });
    this.#iframe.addEventListener('load', () => {
      this.#loads += 1;
    });
    this.dialog = make('dialog', { popover: 'manual', 'aria-label': title }, this.#iframe);
    this.dialog.addEventListener('cancel', (event) => event.preventDefault(), { signal });
    this.element.attachShadow({ mode: 'closed' }).append(makeStyle(OVERLAY_CSS + UNPRINTED_CSS), this.dialog);
    keepKeys(this.element, signal);
    document.documentElement.append(this.element);
    signal.addEventListener('abort', () => this.element.remove());
  }

  /** False when the page has removed or moved it: the frame has loaded anew and its nonce is spent. */
  isIntact(): boolean {
    return this.element.parentNode === document.documentElement && this.#loads <= 1;
  }

  isModal(): boolean {
    return this.dialog.matches(':modal');
  }

  /** True while something of the page makes the overlay unreachable. */
  isBlocked(): boolean {
    const { x, y, width, height } = this.dialog.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) !== this.element;
  }

  /** Above the page, which stays usable. Takes no focus. */
  showPassive(): void {
    if (this.isModal()) this.dialog.close();
    if (this.#isPopover()) return;
    // Showing a dialog moves the focus into it unless nothing in it can have the focus.
    this.dialog.inert = true;
    try {
      this.dialog.showPopover();
    } finally {
      this.dialog.inert = false;
    }
  }

  /** Above everything, the page's own modal dialogs and full screen included; the page is inert. */
  showModal(): void {
    this.#takeDown();
    this.dialog.showModal();
    this.focus();
  }

  /** Leaves the focus with the page: else keys would go on into the hidden frame, if nothing had the focus before. */
  hide(): void {
    this.#takeDown();
    this.#iframe.blur();
  }

  /** Back on top of what has entered the top layer since. */
  raise(): void {
    const hadFocus = document.activeElement === this.element;
    this.#takeDown();
    this.showPassive();
    if (hadFocus) this.focus();
  }

  focus(): void {
    this.#iframe.focus({ preventScroll: true });
  }

  /** `side`: of the window, that a drawer stands on. */
  draw(view: View, box: Box, tone: Tone, side: DrawerSide = 'right'): void {
    const { dataset, style } = this.dialog;
    dataset.view = view;
    dataset.side = side;
    dataset.tone = tone;
    // The frame's own `prefers-color-scheme` follows this, so its content is as light or dark as the page.
    this.#iframe.style.colorScheme = tone;
    for (const [name, value] of Object.entries({ x: box.x, y: box.y, w: box.width, h: box.height })) {
      style.setProperty(`--${name}`, `${value}px`);
    }
  }

  #takeDown(): void {
    if (this.isModal()) this.dialog.close();
    if (this.#isPopover()) this.dialog.hidePopover();
  }

  #isPopover(): boolean {
    return this.dialog.matches(':popover-open');
  }
}

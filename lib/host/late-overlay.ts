import type { Box, DrawerPlace, OverlayProblem } from '../messaging/contract.ts';
import type { Overlay, OverlayOptions } from './overlay.ts';
import type { View } from './overlay-layout.ts';
import { overlayMeeting } from './overlay-script.ts';

/**
 * The overlay of a document. Its script comes when it is first wanted: on most record pages nobody presses
 * the button, and those pay for the button only.
 */
export class LateOverlay {
  readonly #ask: () => void;
  #overlay: Overlay | null = null;
  /** What is to be shown as soon as the script has come; the last word counts. */
  #awaited: [View, Box | null, string, DrawerPlace] | null = null;

  /** `ask` has the background run the overlay's script in this document; asking twice does no harm. */
  constructor(options: OverlayOptions, ask: () => void, signal: AbortSignal) {
    this.#ask = ask;
    overlayMeeting.meet((make) => {
      this.#overlay = make(options, signal);
      if (this.#awaited) this.#overlay.show(...this.#awaited);
      this.#awaited = null;
    }, signal);
  }

  /** Null until its script has come: nothing of it is on show. */
  get now(): Overlay | null {
    return this.#overlay;
  }

  /** The person is about to need it. */
  prepare(): void {
    if (!this.#overlay) this.#ask();
  }

  show(view: View, box: Box | null, nonce: string, place: DrawerPlace): void {
    if (this.#overlay) {
      this.#overlay.show(view, box, nonce, place);
    } else {
      this.#awaited = [view, box, nonce, place];
      this.#ask();
    }
  }

  hide(): void {
    this.#awaited = null;
    this.#overlay?.hide();
  }

  /** Throughline may not work here any more: nothing of it stays in the page. */
  leave(): void {
    this.#awaited = null;
    this.#overlay?.leave();
  }

  probe(): OverlayProblem | null {
    return this.#overlay ? this.#overlay.probe() : 'hidden';
  }
}

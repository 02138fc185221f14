import BUTTON_CSS from '../host/button.css?inline';
import { make, makeStyle } from '../host/elements.ts';
import type { Place } from '../host/record.ts';
import { toneAt } from '../host/tone.ts';

const PREVIEW_TAG = 'throughline-preview';

/** What the Process button will look like in a place. It does nothing. */
export class Preview {
  readonly #element = document.createElement(PREVIEW_TAG);
  readonly #button: HTMLElement;

  constructor(label: string, signal: AbortSignal) {
    this.#button = make('button', { type: 'button', disabled: '' }, label);
    this.#element.attachShadow({ mode: 'closed' }).append(makeStyle(BUTTON_CSS), this.#button);
    signal.addEventListener('abort', () => this.#element.remove());
  }

  /** Null: nowhere. */
  at(place: Place | null): void {
    if (!place) {
      this.#element.remove();
      return;
    }
    place.element[place.position](this.#element);
    this.#button.dataset.tone = toneAt(this.#element);
    this.#element.scrollIntoView({ block: 'nearest' });
  }
}

import BUTTON_CSS from '../host/button.css?inline';
import { make, makeStyle } from '../host/elements.ts';
import type { Place } from '../host/record.ts';
import { toneAt } from '../host/tone.ts';
import STRIP_CSS from './preview.css?inline';

const PREVIEW_TAG = 'throughline-preview';

const STAGES = 4;

/** What the Process button and the stage bar will look like in their places. They do nothing. */
export class Preview {
  readonly #element = document.createElement(PREVIEW_TAG);
  readonly #strip = document.createElement(PREVIEW_TAG);
  readonly #button: HTMLElement;

  constructor(label: string, signal: AbortSignal) {
    this.#button = make('button', { type: 'button', disabled: '' }, label);
    this.#element.attachShadow({ mode: 'closed' }).append(makeStyle(BUTTON_CSS), this.#button);
    const stages = Array.from({ length: STAGES }, () => make('span', {}));
    const strip = make('div', { class: 'strip', 'aria-hidden': 'true' }, ...stages);
    this.#strip.attachShadow({ mode: 'closed' }).append(makeStyle(STRIP_CSS), strip);
    signal.addEventListener('abort', () => {
      this.#element.remove();
      this.#strip.remove();
    });
  }

  /** The button; null: nowhere. */
  at(place: Place | null): void {
    if (!place) {
      this.#element.remove();
      return;
    }
    place.element[place.position](this.#element);
    this.#button.dataset.tone = toneAt(this.#element);
    this.#element.scrollIntoView({ block: 'nearest' });
  }

  /** The stage bar; null: nowhere. */
  barAt(place: Place | null): void {
    if (!place) {
      this.#strip.remove();
      return;
    }
    place.element[place.position](this.#strip);
    this.#strip.scrollIntoView({ block: 'nearest' });
  }
}

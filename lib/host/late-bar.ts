import type { StageBar as Bar } from '../messaging/contract.ts';
import type { Corner } from '../sites/schema.ts';
import { barMeeting } from './bar-script.ts';
import { putsAtMost } from './rate.ts';
import type { Place } from './record.ts';
import { isSame } from './ref.ts';
import type { OnAct, StageBar } from './stage-bar/stage-bar.ts';

/** Hears also of which record it was. */
type OnBar = (record: Ref, ...press: Parameters<OnAct>) => void;

interface Ref {
  type: string;
  id: string;
}

/**
 * The stage bar of a document. Its script comes when a record has a case, or one can begin on it: others pay for this here only.
 * It is drawn while the page shows the record that the bar is of, and never beside another one.
 */
export class LateBar {
  #bar: StageBar | null = null;
  #told: { record: Ref; bar: Bar } | null = null;
  #record: Ref | null = null;
  #place: Place | Corner | null = null;
  #mayPut = putsAtMost();

  constructor(act: OnBar, signal: AbortSignal) {
    const pressed: OnAct = (...press) => this.#told && act(this.#told.record, ...press);
    barMeeting.meet((make) => {
      this.#bar = make(pressed, signal);
      this.#show();
    }, signal);
  }

  /** What the background says; it may be of a record that the page has left. */
  told(record: Ref, bar: Bar | null): void {
    this.#told = bar && { record, bar };
    this.#show();
  }

  /** What the page shows, and where the bar goes: beside an element, into a corner, or nowhere yet. */
  at(record: Ref | null, place: Place | Corner | null): void {
    if (!isSame(record, this.#record)) this.#mayPut = putsAtMost();
    this.#record = record;
    this.#place = place;
    this.#show();
  }

  /** Whether the bar stands where it should: false has the page looked at anew. */
  isSettled(): boolean {
    const place = this.#place;
    if (!this.#bar) return true;
    if (!this.#bar.isAlone()) return false;
    if (!this.#told || place === null || !this.#isOfPage()) return true;
    return typeof place === 'string' || (place.element.isConnected && this.#bar.isAt(place));
  }

  get element(): Element | null {
    return this.#bar?.element ?? null;
  }

  box(): DOMRect | null {
    return this.#bar?.box() ?? null;
  }

  focus(): void {
    this.#bar?.focus();
  }

  #isOfPage(): boolean {
    return isSame(this.#record, this.#told?.record);
  }

  #show(): void {
    const bar = this.#bar;
    const place = this.#place;
    if (!bar) return;
    if (!this.#told || place === null || !this.#isOfPage()) {
      bar.remove();
      return;
    }
    bar.draw(this.#told.bar);
    if (typeof place === 'string') bar.dock(place);
    else if (bar.isAt(place) || this.#mayPut()) bar.put(place);
  }
}

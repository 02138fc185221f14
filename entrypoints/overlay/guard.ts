/** How long a page must have been seen before a click on it can complete something (design 7). */
export const SEEN_MS = 500;

export type Verdict = 'accepted' | 'untrusted' | 'early';

/**
 * Judges clicks that complete a step: made by a person, on a page that this person had the time to see. A
 * click that was meant for the page before, or that a hostile page lured, comes too early.
 */
export class Guard {
  readonly #now: () => number;
  #seenSince: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The page is shown (again) from now on, or no longer. */
  seen(visible: boolean): void {
    this.#seenSince = visible ? this.#now() : null;
  }

  /** Whether a click counts. */
  judge(event: { isTrusted: boolean }): Verdict {
    if (!event.isTrusted) return 'untrusted';
    if (this.#seenSince === null || this.#now() - this.#seenSince < SEEN_MS) return 'early';
    return 'accepted';
  }
}

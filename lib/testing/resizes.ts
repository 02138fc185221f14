/** Stands for the browser's ResizeObserver where nothing is laid out: an element is as large as it is visible. */
export class Resizes {
  readonly #observers = new Set<{ call: ResizeObserverCallback; seen: Map<Element, boolean> }>();

  /** To be put where the browser has its own. */
  get Observer(): typeof ResizeObserver {
    const observers = this.#observers;
    return class implements ResizeObserver {
      readonly #own;
      constructor(call: ResizeObserverCallback) {
        this.#own = { call, seen: new Map<Element, boolean>() };
        observers.add(this.#own);
      }
      observe(element: Element): void {
        this.#own.seen.set(element, false);
      }
      unobserve(element: Element): void {
        this.#own.seen.delete(element);
      }
      disconnect(): void {
        this.#own.seen.clear();
      }
    };
  }

  /** As after a layout: tells of what has come into sight or gone out of it. */
  tell(): void {
    for (const { call, seen } of this.#observers) {
      const changed = [...seen].filter(([element, was]) => isSeen(element) !== was);
      for (const [element, was] of changed) seen.set(element, !was);
      if (changed.length > 0) call([], {} as ResizeObserver);
    }
  }

  /** What is still observed. */
  left(): number {
    return [...this.#observers].reduce((sum, { seen }) => sum + seen.size, 0);
  }
}

function isSeen(element: Element): boolean {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? isSeen(root.host) : element.checkVisibility();
}

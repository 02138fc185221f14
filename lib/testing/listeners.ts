/**
 * Counts who listens to a target from now on: every listener that is neither removed nor ended by its signal. Listeners
 * from before are not counted.
 */
export class ListenerLedger {
  readonly #live = new Map<string, Set<unknown>>();
  readonly #undo: (() => void)[] = [];

  watch(name: string, target: EventTarget): void {
    const { addEventListener, removeEventListener } = target;
    const of = (type: string, options: unknown) => {
      const isCapture =
        options === true || (typeof options === 'object' && (options as AddEventListenerOptions)?.capture);
      const key = `${name} ${type}${isCapture ? ' (capture)' : ''}`;
      const live = this.#live.get(key) ?? new Set();
      this.#live.set(key, live);
      return live;
    };
    target.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
      const live = of(type, options);
      const signal = typeof options === 'object' ? options.signal : undefined;
      if (!signal?.aborted) live.add(listener);
      signal?.addEventListener('abort', () => live.delete(listener), { once: true });
      addEventListener.call(target, type, listener, options);
    };
    target.removeEventListener = (type: string, listener: EventListener, options?: EventListenerOptions) => {
      of(type, options).delete(listener);
      removeEventListener.call(target, type, listener, options);
    };
    this.#undo.push(() => Object.assign(target, { addEventListener, removeEventListener }));
  }

  /** `document visibilitychange`, … */
  left(): string[] {
    return [...this.#live].filter(([, listeners]) => listeners.size > 0).map(([key]) => key);
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }
}

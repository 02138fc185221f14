/** A pointer that has not moved for so long, in milliseconds, aims at nothing any more. */
const AT_REST = 250;
/** What is put off comes at the latest then, in milliseconds: the bar stays right within a second. */
const LATEST = 800;

/** Puts off what would move things under a pointer that is on its way to one of them. */
export class Rest {
  #movedAt = Number.NEGATIVE_INFINITY;
  #work: (() => void) | null = null;
  #due = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, signal: AbortSignal) {
    const moved = () => {
      this.#movedAt = performance.now();
    };
    const left = () => {
      this.#movedAt = Number.NEGATIVE_INFINITY;
      this.#run();
    };
    element.addEventListener('pointermove', moved, { passive: true, signal });
    element.addEventListener('pointerleave', left, { signal });
    // What comes of the person's own press is not put off.
    element.addEventListener('click', left, { signal });
    signal.addEventListener('abort', () => this.forget());
  }

  /** Whether something is put off: what is in sight is not what is known. */
  get isWaiting(): boolean {
    return this.#work !== null;
  }

  /** At once where the pointer rests or is elsewhere; the last work takes the place of one that waits. */
  do(work: () => void): void {
    if (!this.#work) this.#due = performance.now() + LATEST;
    this.#work = work;
    this.#look();
  }

  /** The work that waits is needless. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#work = null;
  }

  #look(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    const wait = Math.min(this.#movedAt + AT_REST, this.#due) - now;
    if (wait <= 0) this.#run();
    else this.#timer = setTimeout(() => this.#look(), wait);
  }

  #run(): void {
    const work = this.#work;
    this.forget();
    work?.();
  }
}

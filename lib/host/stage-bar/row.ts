/** The stages as a row by keyboard: Tab stops at one of them; arrows, Home and End lead from one to the next. */
export class Row {
  readonly #list: HTMLElement;

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  all(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('button')];
  }

  /** Tab stops here; without a place, at the first. */
  stopAt(place: HTMLElement | undefined): void {
    const all = this.all();
    const stop = place ?? all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  }

  /** Goes where the key leads from the stage that has the focus; false: it is no key of the row. */
  go(event: KeyboardEvent, from: HTMLElement): boolean {
    const all = this.all();
    const at = all.indexOf(from);
    const isRtl = getComputedStyle(this.#list).direction === 'rtl';
    const [forward, backward] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return false;
    event.preventDefault();
    const next = all[Math.max(0, to)];
    if (!next) return true;
    this.stopAt(next);
    next.focus({ preventScroll: true });
    return true;
  }
}

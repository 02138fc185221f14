import { useEffect, useMemo, useState } from 'preact/hooks';
import { clampWidth } from './drawer-window.ts';

/** When nothing came of what was asked for, the host's window has no room for it. In milliseconds. */
const NO_ROOM = 1000;

/**
 * The width of the drawer, and what the keys have asked of it. The next key counts from there, not from what is seen:
 * the host page draws the drawer, and a key that is held repeats faster than a slow page answers.
 */
export class AskedWidth {
  #asked: { width: number; at: number } | null = null;

  /** From where the next key counts. */
  get base(): number {
    const asked = this.#asked;
    return asked && performance.now() - asked.at < NO_ROOM ? asked.width : innerWidth;
  }

  /** The width to ask the host page for. */
  ask(wanted: number): number {
    const width = clampWidth(wanted);
    this.#asked = { width, at: performance.now() };
    return width;
  }

  /** The drawer has this width now. */
  arrived(width: number): void {
    if (width === this.#asked?.width) this.#asked = null;
  }

  /** Something else than a key has asked. */
  forget(): void {
    this.#asked = null;
  }
}

/** The width that is seen, and what is asked of it. */
export function useDrawerWidth(): { width: number; asked: AskedWidth } {
  const [width, setWidth] = useState(innerWidth);
  const asked = useMemo(() => new AskedWidth(), []);
  useEffect(() => {
    const tell = () => {
      asked.arrived(innerWidth);
      setWidth(innerWidth);
    };
    addEventListener('resize', tell);
    tell();
    return () => removeEventListener('resize', tell);
  }, [asked]);
  return { width, asked };
}

import type { Drawing } from './drawing.ts';
import type { Chars } from './syntax.ts';

/** More has no pattern that was written by hand. */
const MOST_PAIRS = 40_000;

/** Two ways through a drawing with the same characters, as the pairs of places where they are. */
export class Pairs {
  readonly #next: readonly number[][];
  readonly #overlap: (one: number, other: number) => boolean;
  /** Those that are known never to meet. */
  readonly #apart = new Set<number>();

  constructor({ chars, next }: Drawing) {
    this.#next = next;
    this.#overlap = overlapIn(chars);
  }

  /** The same for both orders. */
  keyOf(one: number, other: number): number {
    return Math.min(one, other) * this.#next.length + Math.max(one, other);
  }

  /** All that can be come to from a pair, itself included; null: too many. */
  from(one: number, other: number): ReadonlySet<number> | null {
    const found = new Set([this.keyOf(one, other)]);
    for (const pair of found) {
      for (const behind of this.#behind(pair)) found.add(behind);
      if (found.size > MOST_PAIRS) return null;
    }
    return found;
  }

  /** Whether from two places one can come to the same one with the same characters. */
  meet(first: number, second: number): boolean {
    if (first !== second && !this.#overlap(first, second)) return false;
    const found = new Set([this.keyOf(first, second)]);
    for (const pair of found) {
      if (pair % (this.#next.length + 1) === 0) return true;
      if (!this.#apart.has(pair)) for (const behind of this.#behind(pair)) found.add(behind);
    }
    for (const pair of found) this.#apart.add(pair);
    return false;
  }

  #behind(pair: number): number[] {
    const count = this.#next.length;
    const others = this.#next[pair % count] ?? [];
    return (this.#next[Math.floor(pair / count)] ?? []).flatMap((one) =>
      others.filter((other) => this.#overlap(one, other)).map((other) => this.keyOf(one, other)),
    );
  }
}

/** Whether a character fits both of two places. */
function overlapIn(chars: readonly Chars[]): (one: number, other: number) => boolean {
  const sets = [...new Set(chars)];
  const setOf = chars.map((set) => sets.indexOf(set));
  const overlaps = sets.map((one) => sets.map((other) => (one & other) !== 0n));
  return (one, other) => overlaps[setOf[one] ?? 0]?.[setOf[other] ?? 0] ?? false;
}

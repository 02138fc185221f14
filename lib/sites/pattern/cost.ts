/**
 * How long a pattern can keep a browser or the server busy with an address that was made for it. Patterns are data that
 * people import and servers send, and they are tried on addresses that pages choose; nothing can interrupt one that has
 * begun. So those that could take long are refused before any is tried.
 *
 * Where the next character fits two places, a matcher tries one and comes back for the other. If both can come to the same
 * place with the same characters, it does all that follows twice. If both also lead back to where it was, its ways double with
 * every character. If one goes round a circle and the other leaves it, every character is one more place to leave, and its
 * ways multiply with the length of the address. Any other choice doubles them once. What is counted here is never less than
 * what a matcher does, and sometimes more.
 */
import { Drawing } from './drawing.ts';
import { type Chars, partsOf } from './syntax.ts';

/** The longest address that patterns are tried on, in powers of two; see `MOST_ADDRESS`. */
const LENGTH_BITS = 12;
/** About 2^28 steps: a second. */
const MOST_BITS = 28;
/** As long as patterns of adapters are; what reads one goes as deep as its brackets do. */
const MOST_PATTERN = 400;

/** True when the pattern is quick with every address, long and hostile ones too. */
export function isQuick(source: string): boolean {
  if (source.length > MOST_PATTERN) return false;
  const part = partsOf(source);
  if (!part) return false;
  const drawing = new Drawing(part);
  return !drawing.isTooLarge && bitsOf(drawing) <= MOST_BITS;
}

/** The steps that a matcher can take, in powers of two. */
function bitsOf(drawing: Drawing): number {
  const { next, idle } = drawing;
  const reach = reachIn(next);
  const meet = meetingIn(drawing);
  let choices = idle;
  /** Circles that can be left while they could be gone round too, and both come to the same. */
  const loose = new Set<number>();
  for (const [place, follows] of next.entries()) {
    const isRound = (follow: number) => reach(follow).has(place);
    for (const [at, one] of follows.entries()) {
      const meets = (round: boolean) =>
        follows.slice(0, at).some((other) => isRound(other) === round && meet(one, other));
      const goesRound = isRound(one);
      if (goesRound && meets(true)) return Number.POSITIVE_INFINITY;
      if (!loose.has(place) && meets(!goesRound)) loose.add(place);
      if (!goesRound && meets(false)) choices += 1;
      if (choices > MOST_BITS) return choices;
    }
  }
  return choices + LENGTH_BITS * (1 + longestChain([...loose], reach));
}

type Reach = (from: number) => ReadonlySet<number>;

/** The places that can be come to from one, itself included. */
function reachIn(next: readonly number[][]): Reach {
  const known = new Map<number, Set<number>>();
  return (from) => {
    const before = known.get(from);
    if (before) return before;
    const found = new Set([from]);
    for (const place of found) for (const follow of next[place] ?? []) found.add(follow);
    known.set(from, found);
    return found;
  };
}

/** Whether from two places one can come to the same one with the same characters. */
function meetingIn({ chars, next }: Drawing): (one: number, other: number) => boolean {
  const overlap = overlapIn(chars);
  const keyOf = (one: number, other: number) => Math.min(one, other) * chars.length + Math.max(one, other);
  /** Pairs that are known never to meet. */
  const apart = new Set<number>();
  return (first, second) => {
    if (first === second) return true;
    if (!overlap(first, second)) return false;
    const pairs = new Set([keyOf(first, second)]);
    for (const key of pairs) {
      if (apart.has(key)) continue;
      for (const one of next[Math.floor(key / chars.length)] ?? [])
        for (const other of next[key % chars.length] ?? [])
          if (one === other) return true;
          else if (overlap(one, other)) pairs.add(keyOf(one, other));
    }
    for (const key of pairs) apart.add(key);
    return false;
  };
}

/** Whether a character fits both of two places. */
function overlapIn(chars: readonly Chars[]): (one: number, other: number) => boolean {
  const sets = [...new Set(chars)];
  const setOf = chars.map((set) => sets.indexOf(set));
  const overlaps = sets.map((one) => sets.map((other) => (one & other) !== 0n));
  return (one, other) => overlaps[setOf[one] ?? 0]?.[setOf[other] ?? 0] ?? false;
}

/** Of how many of these circles one can come from each to the next. */
function longestChain(places: readonly number[], reach: Reach): number {
  const longest = new Map<number, number>();
  const from = (place: number): number => {
    const known = longest.get(place);
    if (known !== undefined) return known;
    const later = places.filter((other) => reach(place).has(other) && !reach(other).has(place));
    const length = 1 + Math.max(0, ...later.map(from));
    longest.set(place, length);
    return length;
  };
  return Math.max(0, ...places.map(from));
}

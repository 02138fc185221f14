/**
 * How long a pattern can keep a browser or the server busy with an address that was made for it. Patterns are data that
 * people import and servers send, and they are tried on addresses that pages choose; nothing can interrupt one that has
 * begun. So those that could take long are refused before any is tried.
 *
 * Where the next character fits two places, a matcher tries one and comes back for the other. If both lead back to where it
 * was, its ways double with every character. If it can leave one circle for another that takes the same characters, they
 * multiply with the length of the address (infinite degree of ambiguity: Weber and Seidl 1991). Any other choice doubles
 * them once. What is counted here is never less than what a matcher does, and sometimes more.
 */
import { Drawing } from './drawing.ts';
import { partsOf } from './syntax.ts';

/** The longest address that patterns are tried on, in powers of two; see `MOST_ADDRESS`. */
const LENGTH_BITS = 12;
/** About 2^28 steps: a second. */
const MOST_BITS = 28;
/** More circles has no pattern that was written by hand. */
const MOST_CIRCLES = 40;

/** True when the pattern is quick with every address, long and hostile ones too. */
export function isQuick(source: string): boolean {
  const part = partsOf(source);
  if (!part) return false;
  const drawing = new Drawing(part);
  return !drawing.isTooLarge && bitsOf(drawing) <= MOST_BITS;
}

/** The steps that a matcher can take, in powers of two. */
function bitsOf(drawing: Drawing): number {
  const { chars, next, idle } = drawing;
  const reach = reachIn(next);
  let choices = idle;
  for (const [place, follows] of next.entries()) {
    for (const [at, one] of follows.entries()) {
      const alike = follows.slice(0, at).filter((other) => overlap(chars, one, other));
      if (alike.length === 0) continue;
      const isRound = (follow: number) => reach(follow).has(place);
      if (isRound(one) && alike.some(isRound)) return Number.POSITIVE_INFINITY;
      // Ways that never meet again, as into what looks ahead, are gone one after the other.
      const meets = (other: number) =>
        !isRound(other) && [...reach(one)].some((end) => reach(other).has(end));
      if (!isRound(one) && alike.some(meets)) choices += 1;
    }
  }
  const circles = circlesIn(next, reach);
  if (circles.length > MOST_CIRCLES) return Number.POSITIVE_INFINITY;
  return choices + LENGTH_BITS * longestChain(drawing, circles);
}

type Reach = (from: number) => ReadonlySet<number>;

/** The places that can be come to from one, itself included. `among`: on the way only these are gone to. */
function reachIn(next: readonly number[][], among: (place: number) => boolean = () => true): Reach {
  const known = new Map<number, Set<number>>();
  return (from) => {
    const before = known.get(from);
    if (before) return before;
    const found = new Set([from]);
    for (const place of found) for (const follow of next[place] ?? []) if (among(follow)) found.add(follow);
    known.set(from, found);
    return found;
  };
}

const isInCircle = (next: readonly number[][], reach: Reach, place: number) =>
  (next[place] ?? []).some((follow) => reach(follow).has(place));

/** The places that can be gone round among themselves. */
function circlesIn(next: readonly number[][], reach: Reach): number[][] {
  const circles: number[][] = [];
  for (const place of next.keys()) {
    if (!isInCircle(next, reach, place)) continue;
    const circle = circles.find(([one = 0]) => reach(one).has(place) && reach(place).has(one));
    if (circle) circle.push(place);
    else circles.push([place]);
  }
  return circles;
}

/** How many circles can be left one for the other while the characters stay such as both take. */
function longestChain(drawing: Drawing, circles: readonly number[][]): number {
  const longest = new Map<number[], number>();
  const from = (circle: number[]): number => {
    const known = longest.get(circle);
    if (known !== undefined) return known;
    const others = circles.filter((other) => other !== circle && canSlip(drawing, circle, other));
    const length = 1 + Math.max(0, ...others.map(from));
    longest.set(circle, length);
    return length;
  };
  return Math.max(0, ...circles.map(from));
}

/** Whether one can go round in the first circle, over to the second and round there with the same characters. */
function canSlip({ chars, next }: Drawing, first: readonly number[], second: readonly number[]): boolean {
  const taken = (circle: readonly number[]) => circle.reduce((all, place) => all | (chars[place] ?? 0n), 0n);
  const common = taken(first) & taken(second);
  const among = (place: number) => ((chars[place] ?? 0n) & common) !== 0n;
  const reach = reachIn(next, among);
  const goesRound = (place: number) =>
    among(place) && (next[place] ?? []).some((follow) => among(follow) && reach(follow).has(place));
  const ends = second.filter(goesRound);
  return first.filter(goesRound).some((place) => ends.some((end) => reach(place).has(end)));
}

const overlap = (chars: readonly bigint[], one: number, other: number) =>
  ((chars[one] ?? 0n) & (chars[other] ?? 0n)) !== 0n;

/**
 * How long a pattern can keep a browser or the server busy with an address that was made for it. Patterns are data that
 * people import and servers send, and they are tried on addresses that pages choose; nothing can interrupt one that has
 * begun. So those that could take long are refused before any is tried.
 *
 * Where the next character fits two places, a matcher tries one and comes back for the other. Where both lead to the same
 * place with the same characters, it does all that follows twice: what counts is in how many ways it can come to a place.
 * They double with every character if both also lead back to where they parted. A circle that can be come into while it is
 * gone round already has one way more with every character. Else the ways to the places before one add up. What is counted
 * here is never less than what a matcher does, and sometimes more.
 */
import { Drawing } from './drawing.ts';
import { Pairs } from './pairs.ts';
import { partsOf } from './syntax.ts';

/** The longest address that patterns are tried on is a little shorter; see `MOST_ADDRESS`. */
const LENGTH = 2 ** 12;
/** About a second. */
const MOST_STEPS = 2 ** 28;
/** As long as patterns of adapters are; what reads one goes as deep as its brackets do. */
const MOST_PATTERN = 400;

/** True when the pattern is quick with every address, long and hostile ones too. */
export function isQuick(source: string): boolean {
  if (source.length > MOST_PATTERN) return false;
  const part = partsOf(source);
  if (!part) return false;
  const drawing = new Drawing(part);
  return !drawing.isTooLarge && stepsOf(drawing) <= MOST_STEPS;
}

/** The steps that a matcher can take, were it at one place at a time. */
function stepsOf(drawing: Drawing): number {
  const { next, idle } = drawing;
  const pairs = new Pairs(drawing);
  const reach = reachIn(next);
  const together = doubles(next, reach, pairs) ? null : pairs.from(0, 0);
  if (!together) return Number.POSITIVE_INFINITY;
  const isTogether = (one: number, other: number) => together.has(pairs.keyOf(one, other));
  const known = new Map<number, number>();
  const waysTo = (place: number): number => {
    const ways = known.get(place);
    if (ways !== undefined) return ways;
    const circle = circleAt(next, reach, place);
    const places = circle.length > 0 ? circle : [place];
    const before = places.flatMap((one) => drawing.before(one)).filter((one) => !circle.includes(one));
    const atOnce = before.map((one) =>
      before.reduce((sum, other) => sum + (isTogether(one, other) ? waysTo(other) : 0), 0),
    );
    const isComeIntoAgain = before.some((one) => circle.some((other) => isTogether(one, other)));
    const found = Math.max(1, ...atOnce) * (isComeIntoAgain ? LENGTH : 1);
    for (const one of places) known.set(one, found);
    return found;
  };
  return LENGTH * 2 ** idle * Math.max(...next.map((_, place) => waysTo(place)));
}

/** Whether one can go round a circle in two ways with the same characters. */
function doubles(next: readonly number[][], reach: Reach, pairs: Pairs): boolean {
  return next.some((follows, place) => {
    const rounds = follows.filter((follow) => reach(follow).has(place));
    return rounds.some((one, at) => rounds.slice(0, at).some((other) => pairs.meet(one, other)));
  });
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

/** The places that can be gone round together with this one; none: it can only be passed. */
function circleAt(next: readonly number[][], reach: Reach, place: number): number[] {
  if (!next[place]?.some((follow) => reach(follow).has(place))) return [];
  return [...reach(place)].filter((other) => reach(other).has(place));
}

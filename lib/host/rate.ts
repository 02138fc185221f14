/**
 * Answers whether something may happen once more, at most `most` times in any `within` milliseconds. A page
 * that undoes what we do as fast as we do it would otherwise be frozen by the two of us.
 */
export function atMost(most: number, within: number): () => boolean {
  const times: number[] = [];
  return () => {
    const now = performance.now();
    while ((times[0] ?? now) < now - within) times.shift();
    if (times.length >= most) return false;
    times.push(now);
    return true;
  };
}

/** A page that takes out what we put into it more often than this is let be for a while. */
const MOST_PUTS = 10;
const WITHIN = 5000;

/** Answers whether an element of ours may be put into the page once more. */
export const putsAtMost = (): (() => boolean) => atMost(MOST_PUTS, WITHIN);

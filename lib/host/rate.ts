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

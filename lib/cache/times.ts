/**
 * When each task needs attention, sorted: counting "up to today" is a search in it. The database could count
 * too, but takes 100 ms for 10,000 tasks in Chrome.
 */
export type Times = Float64Array;

/** How many are at or before a time. */
export function countUpTo(times: Times, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function withTime(times: Times, at: number): Times {
  const place = countUpTo(times, at);
  const next = new Float64Array(times.length + 1);
  next.set(times.subarray(0, place));
  next[place] = at;
  next.set(times.subarray(place), place + 1);
  return next;
}

/** Takes out one of this time; the same times if there is none. */
export function withoutTime(times: Times, at: number): Times {
  const last = countUpTo(times, at) - 1;
  if (times[last] !== at) return times;
  const next = new Float64Array(times.length - 1);
  next.set(times.subarray(0, last));
  next.set(times.subarray(last + 1), last);
  return next;
}

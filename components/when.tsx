import { now } from './clock.ts';
import { absoluteTime, relativeTime } from './relative-time.ts';

/** A point in time in relative words that keep up with the clock; in full as a tooltip. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(date)}>
      {relativeTime(date, now.value)}
    </time>
  );
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { unit: 'day', milliseconds: DAY },
  { unit: 'hour', milliseconds: HOUR },
  { unit: 'minute', milliseconds: MINUTE },
] as const;

/**
 * A length of time as people say it: days, hours and minutes, at most two of them; short ones in seconds.
 *
 * ```ts
 * durationWords(93_900_000, 'en') // "1 day 2 hr"
 * durationWords(4_200, 'en')      // "4.2 sec"
 * ```
 */
export function durationWords(milliseconds: number, language: string): string {
  if (milliseconds < MINUTE) return inSeconds(Math.max(0, milliseconds), language);
  const rounded = roundedOf(milliseconds);
  const first = UNITS.findIndex((one) => rounded >= one.milliseconds);
  let left = rounded;
  const parts: string[] = [];
  for (const { unit, milliseconds: length } of UNITS.slice(first, first + 2)) {
    const amount = Math.floor(left / length);
    left -= amount * length;
    if (amount > 0) parts.push(amountOf(amount, unit, language));
  }
  return parts.join(' ');
}

/** To the second of its two units, so that 59.9 minutes are an hour and not "59 min". */
function roundedOf(milliseconds: number): number {
  const step = milliseconds >= DAY ? HOUR : MINUTE;
  return Math.round(milliseconds / step) * step;
}

function inSeconds(milliseconds: number, language: string): string {
  const seconds = milliseconds / SECOND;
  const digits = seconds < 10 ? 1 : 0;
  return amountOf(Math.min(Number(seconds.toFixed(digits)), 59), 'second', language);
}

function amountOf(amount: number, unit: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
}

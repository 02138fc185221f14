/** How long an activity takes of which nobody says it (behaviour 7.2). */
export const USUAL_MINUTES = 30;

/** When an activity ends: a step need not be due, and may be due before it starts. */
export function endOf(start: Date, due: Date | null): Date {
  if (due === null) return new Date(start.getTime() + USUAL_MINUTES * 60_000);
  return due < start ? start : due;
}

/** A moment before the start, so long before it when the start has moved. */
export function movedWith(moment: Date | null, from: Date, to: Date): Date | null {
  return moment === null ? null : new Date(moment.getTime() + to.getTime() - from.getTime());
}

import * as z from 'zod/mini';

const KEY = 'calendar';

/** Sizes of a cell in minutes (behaviour 7.1). */
export const CELLS = [5, 10, 15, 30, 60] as const;

const hour = z.int().check(z.gte(0), z.lte(24));
const CalendarSettings = z.object({
  weekends: z.boolean(),
  cell: z.literal(CELLS),
  /** The hours that are shown; an activity outside of them makes them more. */
  from: hour,
  to: hour,
});
/** How a person wants to see the calendar, in this browser. */
export type CalendarSettings = z.infer<typeof CalendarSettings>;

const USUAL: CalendarSettings = { weekends: false, cell: 30, from: 8, to: 18 };

/** What was chosen last, or what is usual. */
export function calendarSettings(): CalendarSettings {
  try {
    const parsed = CalendarSettings.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return parsed.success && parsed.data.from < parsed.data.to ? parsed.data : USUAL;
  } catch {
    return USUAL;
  }
}

export function keepCalendarSettings(settings: CalendarSettings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

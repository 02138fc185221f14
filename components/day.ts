/** The beginning of a day that was entered as `2026-03-09`, in the person's zone; null where it is no day. */
export function dayFrom(words: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words) ?? [];
  if (!year || !month || !day) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 ? date : null;
}

/** The end of that day: the beginning of the next one. */
export function dayAfter(words: string): Date | null {
  const day = dayFrom(words);
  return day && new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
}

/** A day as a date field has it. */
export function dayWords(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

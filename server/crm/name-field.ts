import type { FieldInfo } from './connector.ts';

/** Fields that hold what a record is called, in this order; else its first text. */
const NAMES = ['name', 'rec_name', 'title', 'subject'];

/** The field that holds what a record is called; null: there is none with text. */
export function nameField(fields: readonly FieldInfo[]): string | null {
  const texts = fields.filter(({ kind }) => kind === 'text').map(({ name }) => name);
  return NAMES.find((known) => texts.includes(known)) ?? texts[0] ?? null;
}

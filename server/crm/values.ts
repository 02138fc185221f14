/** Values in the kind that a field holds: processes may bring a number as text, or a moment for a date. */
import * as z from 'zod';
import type { FieldInfo, FieldValue } from './connector.ts';
import { valueRefused } from './fields.ts';

const IsoDate = z.iso.date();
const IsoMoment = z.iso.datetime({ offset: true });

/** The value as `connector.ts` writes it for this kind of field; throws `value-refused`. */
export function valueFor(type: string, { name, kind }: FieldInfo, value: FieldValue): FieldValue {
  if (value === null) return null;
  const refuse = (expected: string) => valueRefused(type, name, expected, value);
  switch (kind) {
    case 'number':
    case 'integer': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (value === '') return null;
      const isFit = typeof number === 'number' && Number.isFinite(number);
      if (!isFit || (kind === 'integer' && !Number.isInteger(number))) {
        throw refuse(kind === 'integer' ? 'a whole number' : 'a number');
      }
      return number;
    }
    case 'boolean':
      if (value === true || value === 'true' || value === 1) return true;
      if (value === false || value === 'false' || value === 0) return false;
      throw refuse('true or false');
    case 'date': {
      if (value === '') return null;
      const day = IsoMoment.safeParse(value).success ? String(value).slice(0, 10) : value;
      if (!IsoDate.safeParse(day).success) throw refuse('a date like 2026-05-01');
      return day;
    }
    case 'moment':
      if (value === '') return null;
      if (IsoDate.safeParse(value).success) return `${value}T00:00:00.000Z`;
      if (!IsoMoment.safeParse(value).success) throw refuse('a moment like 2026-05-01T08:30:00Z');
      return new Date(String(value)).toISOString();
    default:
      return String(value);
  }
}

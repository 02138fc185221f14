/** How what does not fit a page is told. */
import { type Detail, ProtocolError, phrase } from '../../lib/protocol/index.ts';
import type { Value } from './model.ts';

/** A refusal that names the field, what was expected there and what came. */
export function unfit(field: string, name: Detail, expected: Detail, got: Detail): ProtocolError {
  return new ProtocolError('submission-unfit', { field: name, expected, got }, field);
}

/** A value in a refusal: its beginning. */
export function shown(value: Value | undefined): Detail {
  if (value === undefined || value === null || value === '') return phrase('nothing');
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

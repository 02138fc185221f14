import { parseNumber, printNumber } from '../../components/number-text.ts';
import { numeral, text } from '../../components/text.ts';
import { type Fault, faultOf, type Today } from '../../lib/forms/faults.ts';
import type { ShownField } from '../../lib/forms/show-page.ts';
import type { FieldItem } from '../../lib/protocol/index.ts';
import { type Entries, entryAt } from './values.ts';

/** What is wrong, by the name of the field in the page. */
export type Errors = Record<string, string>;

/**
 * Checks the fields that are shown as the server will, so that most mistakes are found before anything is sent.
 * `unreadable` are those in which the native control holds something that it can't read, such as half a date.
 */
export function validate(
  fields: readonly ShownField[],
  entries: Entries,
  today: Today,
  unreadable: ReadonlySet<string> = new Set(),
): Errors {
  const errors: Errors = {};
  for (const field of fields) {
    if (field.item.readonly) continue;
    const error = unreadable.has(field.at)
      ? text('fieldIncomplete', field.item.label)
      : check(field, entries, today);
    if (error) errors[field.at] = error;
  }
  return errors;
}

function check({ item, place, value }: ShownField, entries: Entries, today: Today): string | null {
  const entry = entryAt(entries, item, place);
  const isTyped = item.type === 'number' && typeof entry === 'string' && entry.trim() !== '';
  if (isTyped && parseNumber(entry) === null) return text('fieldNumber', entry);
  const fault = faultOf(item, value, today);
  return fault === null ? null : said(item, fault);
}

function said(item: FieldItem, fault: Fault): string {
  switch (fault.rule) {
    case 'empty':
      return text('fieldEmpty', item.label);
    case 'choose':
      return text('fieldChoose', item.label);
    case 'choose-some':
      return text('fieldChooseSome', item.label);
    case 'tick':
      return text('fieldTick', item.label);
    case 'too-short':
      return text('fieldTooShort', numeral(fault.limit), numeral(fault.length));
    case 'too-long':
      return text('fieldTooLong', numeral(fault.limit), numeral(fault.length));
    case 'email':
      return text('fieldEmail');
    case 'tel':
      return text('fieldTel');
    case 'url':
      return text('fieldUrl');
    case 'pattern':
      return fault.words ?? text('fieldPattern', item.description ?? fault.pattern);
    case 'too-small':
      return text('fieldTooSmall', printNumber(fault.limit));
    case 'too-large':
      return text('fieldTooLarge', printNumber(fault.limit));
    case 'decimals':
      return fault.limit === 0 ? text('fieldWhole') : text('fieldDecimals', numeral(fault.limit));
    case 'step':
      return text('fieldStep', printNumber(fault.step));
    case 'past':
      return text('fieldPast');
  }
}

/** What is wrong with the value of a `throughline:` property, by its type. */
import { isExpression } from '../../../lib/forms/expression.ts';
import { RESERVED_WORDS } from '../expressions/read-expression.ts';
import { readTemplate } from '../expressions/read-template.ts';
import { readDuration, readInstant } from '../time.ts';
import { BUTTON_STYLES, type PropertyType, START_VARIABLES, VARIABLE } from './profile.ts';
import { commaList, feelFault, isConstant, isTimeZone } from './values.ts';

const MAX_LABEL = 4000;

export type Fault = { expected: string; remedy: string } | null;

const RECORD = /^[A-Za-z0-9_-]+:[A-Za-z0-9_.-]+$/;
const FIELD = /^[\p{L}_][\p{L}\p{N}_.]{0,99}$/u;

/** `kind`, `code` and `default` are looked at by rules of their own. */
const FAULTS: Record<Extract<PropertyType, string>, (value: string) => Fault> = {
  text: (value) =>
    value.trim() === '' || value.length > MAX_LABEL
      ? { expected: `text of 1 to ${MAX_LABEL} characters`, remedy: 'Enter the text or delete the property.' }
      : null,
  template: templateFault,
  boolean: (value) =>
    value === 'true' || value === 'false'
      ? null
      : { expected: 'true or false', remedy: 'Enter true or false.' },
  duration: (value) =>
    readDuration(value) === null
      ? { expected: 'an ISO 8601 duration', remedy: 'Write it as PT30M, PT2H, P1D, P2W or P1M.' }
      : null,
  variable: variableFault,
  style: (value) => oneOf(BUTTON_STYLES, value, 'Choose one of these styles.'),
  enabled: (value) => {
    if (value === 'true' || value === 'false') return null;
    if (isExpression(value)) return feelFault(value);
    return { expected: 'true, false or a condition in FEEL', remedy: 'Write it as =amount > 1000.' };
  },
  record: (value) =>
    commaList(value).every((type) => RECORD.test(type))
      ? null
      : {
          expected: 'record types as kind:type, separated by commas',
          remedy: 'Write it as tryton:sale.opportunity.',
        },
  'record-type': (value) => {
    if (!isConstant(value)) return templateFault(value);
    return RECORD.test(value)
      ? null
      : { expected: 'a record type as kind:type', remedy: 'Write it as tryton:sale.opportunity.' };
  },
  count: (value) =>
    /^([1-9]\d{0,3}|10000)$/.test(value)
      ? null
      : { expected: 'a number from 1 to 10000', remedy: 'Enter a whole number.' },
  limit: (value) =>
    /^([1-9]\d{0,2}|1000)$/.test(value)
      ? null
      : { expected: 'a number from 1 to 1000', remedy: 'Enter how many are read at most.' },
  retries: (value) =>
    /^(\d|1\d|20)$/.test(value)
      ? null
      : { expected: 'a number from 0 to 20', remedy: 'Enter how often it is tried again.' },
  feel: feelFault,
  field: (value) =>
    FIELD.test(value)
      ? null
      : { expected: 'the name of a field', remedy: 'Write it as the CRM names it, for example stage.' },
  fields: (value) =>
    commaList(value).every((field) => FIELD.test(field))
      ? null
      : { expected: 'names of fields, separated by commas', remedy: 'Write it as stage, amount.' },
  sort: (value) =>
    commaList(value).every((field) => FIELD.test(field.replace(/^-/, '')))
      ? null
      : {
          expected: 'names of fields, separated by commas',
          remedy: 'Write it as -amount, name: a minus sorts downwards.',
        },
  'time-zone': (value) =>
    isTimeZone(value)
      ? null
      : { expected: 'the IANA name of a time zone', remedy: 'Write it as Europe/Berlin or UTC.' },
  instant: (value) =>
    readInstant(value) === null
      ? { expected: 'a date, or a date and time', remedy: 'Write it as 2026-03-31 or 2026-03-31T17:00:00Z.' }
      : null,
  connected: (value) => {
    const fault = templateFault(value);
    if (fault !== null) return fault;
    const parts = value.replace(/\$\{[^}]*\}/g, 'x').split(':');
    return parts.length >= 3 && parts.every((part) => part.trim() !== '')
      ? null
      : {
          expected: 'a record as system:type:id',
          remedy: 'Write it as ${recordSystem}:account:${accountId}, or with the kind of the CRM.',
        };
  },
  source: (value) => {
    const fault = templateFault(value);
    if (fault !== null) return fault;
    const [system = '', type = '', ...id] = value.replace(/\$\{[^}]*\}/g, 'x').split(':');
    return system.trim() !== '' && type.trim() !== '' && id.length > 0
      ? null
      : {
          expected: 'a record as system:type:id, or system:type: for a new one',
          remedy: 'Write it as ${recordSystem}:lead:${leadId}, or with the kind of the CRM.',
        };
  },
  kind: () => null,
  code: () => null,
  default: () => null,
};

/** What is wrong with a value; null: nothing. */
export function propertyFault(type: PropertyType, value: string): Fault {
  return typeof type === 'string' ? FAULTS[type](value) : oneOf(type, value, 'Choose one of these.');
}

/** What is wrong with the name of a variable that is written; null: nothing. */
export function variableFault(value: string): Fault {
  const server = START_VARIABLES.some((known) => known === value);
  if (VARIABLE.test(value) && value !== '__proto__' && !RESERVED_WORDS.has(value) && !server) return null;
  return {
    expected: `a variable name of letters, digits and _ that is neither a reserved word nor set by the server (${START_VARIABLES.join(', ')})`,
    remedy: 'Choose another name.',
  };
}

function templateFault(value: string): Fault {
  const reading = readTemplate(value);
  if (reading.ok) return FAULTS.text(value);
  return {
    expected: `text with expressions that can be read: ${reading.problem}`,
    remedy: reading.remedy,
  };
}

function oneOf(known: readonly string[], value: string, remedy: string): Fault {
  return known.includes(value) ? null : { expected: known.join(', '), remedy };
}

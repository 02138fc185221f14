/** The value of every `throughline:` property is of the type that its name promises. */

import { RESERVED_WORDS } from '../../expressions/read-expression.ts';
import { readTemplate } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { readDuration } from '../../time.ts';
import {
  BUTTON_STYLES,
  CODE,
  PROCESS_PROPERTIES,
  type PropertyType,
  START_VARIABLES,
  typeOfProperty,
  VARIABLE,
} from '../profile.ts';
import { finding, type Property, type Rule } from '../source.ts';
import { propertiesOf } from './known-property.ts';

const MAX_LABEL = 4000;

type Fault = { expected: string; remedy: string } | null;

/** What is wrong with a value; null: nothing. `kind` and `code` are looked at by rules of their own. */
const FAULTS: Record<PropertyType, (value: string) => Fault> = {
  text: (value) =>
    value.trim() === '' || value.length > MAX_LABEL
      ? { expected: `text of 1 to ${MAX_LABEL} characters`, remedy: 'Enter the text or delete the property.' }
      : null,
  template: (value) => {
    const reading = readTemplate(value);
    if (!reading.ok)
      return {
        expected: `text with expressions that can be read: ${reading.problem}`,
        remedy: reading.remedy,
      };
    return FAULTS.text(value);
  },
  boolean: (value) =>
    value === 'true' || value === 'false'
      ? null
      : { expected: 'true or false', remedy: 'Enter true or false.' },
  duration: (value) =>
    readDuration(value) === null
      ? { expected: 'an ISO 8601 duration', remedy: 'Write it as PT30M, PT2H, P1D, P2W or P1M.' }
      : null,
  variable: (value) => {
    if (
      VARIABLE.test(value) &&
      value !== '__proto__' &&
      !RESERVED_WORDS.has(value) &&
      !isStartVariable(value)
    )
      return null;
    return {
      expected: `a variable name of letters, digits and _ that is neither a reserved word nor set by the server (${START_VARIABLES.join(', ')})`,
      remedy: 'Choose another name.',
    };
  },
  style: (value) =>
    BUTTON_STYLES.some((style) => style === value)
      ? null
      : { expected: BUTTON_STYLES.join(', '), remedy: 'Choose one of these styles.' },
  record: (value) =>
    value.split(',').every((type) => /^[A-Za-z0-9_-]+:[A-Za-z0-9_.-]+$/.test(type.trim()))
      ? null
      : {
          expected: 'record types as kind:type, separated by commas',
          remedy: 'Write it as tryton:sale.opportunity.',
        },
  kind: () => null,
  code: () => null,
};

export const propertyValue: Rule = (source) => [
  ...source.properties.flatMap((entry) => check(source, PROCESS_PROPERTIES, entry)),
  ...source.elements.flatMap((element) =>
    element.properties.flatMap((entry) => check(element, propertiesOf(element), entry)),
  ),
];

function check(
  about: { id: string; name: string | null },
  table: Record<string, PropertyType>,
  { name, value }: Property,
): Finding[] {
  if (!name.startsWith('throughline:')) return [];
  const local = name.slice('throughline:'.length);
  const type = typeOfProperty(table, local);
  if (type === null) return [];
  const fault = FAULTS[type](value);
  const findings =
    fault === null
      ? []
      : [finding(about, `Expected ${fault.expected} in ${name}, got "${value}".`, fault.remedy)];
  const code = Object.hasOwn(table, local) ? null : local.slice(local.indexOf(':') + 1);
  if (code !== null && !CODE.test(code))
    findings.push(
      finding(
        about,
        `Expected a code of letters, digits, -, _ and . in ${name}, got "${code}".`,
        'Shorten the code; the label may be any text.',
      ),
    );
  return findings;
}

function isStartVariable(name: string): boolean {
  return START_VARIABLES.some((known) => known === name);
}

/** Every `throughline:` property is known where it stands, and stands there once. */
import type { Finding } from '../../model.ts';
import { propertiesOf } from '../element-properties.ts';
import { readTranslation } from '../language.ts';
import {
  PROCESS_PROPERTIES,
  PROCESS_TRANSLATABLE,
  type PropertyType,
  REPEATABLE,
  TRANSLATABLE,
  typeOfProperty,
} from '../profile.ts';
import { finding, type Property, type Rule } from '../source.ts';

interface Bearer {
  id: string;
  name: string | null;
  properties: Property[];
}

export const knownProperty: Rule = (source) => [
  ...check(source, PROCESS_PROPERTIES, PROCESS_TRANSLATABLE),
  ...source.flows.flatMap((flow) => check(flow, {})),
  ...source.elements.flatMap((element) =>
    check(element, propertiesOf(element), element.type === 'userTask' ? TRANSLATABLE : {}),
  ),
];

function check(
  bearer: Bearer,
  table: Record<string, PropertyType>,
  translatable: Record<string, PropertyType> = {},
): Finding[] {
  const names = bearer.properties.map(({ name }) => name).filter((name) => name.startsWith('throughline:'));
  const findings = names
    .filter((name) => typeOfProperty(table, name.slice('throughline:'.length)) === null)
    .filter((name) => readTranslation(name, translatable) === null)
    .map((name) =>
      finding(
        bearer,
        `Expected a property that is used here (${allowed(table)}), got ${name}.`,
        'Correct its spelling or delete it.',
      ),
    );
  const repeated = names.filter(
    (name, index) => names.indexOf(name) < index && !REPEATABLE.has(name.slice('throughline:'.length)),
  );
  for (const name of new Set(repeated))
    findings.push(finding(bearer, `Expected ${name} once, got it again.`, 'Delete all but one.'));
  return findings;
}

function allowed(table: Record<string, PropertyType>): string {
  const names = Object.keys(table).map((name) => (name.endsWith(':') ? `${name}<code>` : name));
  return names.length === 0 ? 'none' : names.join(', ');
}

/** Every `throughline:` property is known where it stands, and stands there once. */
import type { Finding } from '../../model.ts';
import {
  ELEMENT_PROPERTIES,
  isSupportedKind,
  KIND_PROPERTIES,
  PROCESS_PROPERTIES,
  type PropertyType,
  REPEATABLE,
  TASK_PROPERTIES,
  typeOfProperty,
} from '../profile.ts';
import { finding, type Property, property, type Rule, type SourceElement } from '../source.ts';

interface Bearer {
  id: string;
  name: string | null;
  properties: Property[];
}

export const knownProperty: Rule = (source) => [
  ...check(source, PROCESS_PROPERTIES),
  ...source.flows.flatMap((flow) => check(flow, {})),
  ...source.elements.flatMap((element) => check(element, propertiesOf(element))),
];

/** The properties that may stand on an element; with an unknown kind, those of every kind. */
export function propertiesOf(element: SourceElement): Record<string, PropertyType> {
  if (element.type === 'endEvent') return {};
  if (element.type !== 'userTask') return ELEMENT_PROPERTIES;
  const kind = property(element, 'kind');
  const own = isSupportedKind(kind)
    ? KIND_PROPERTIES[kind]
    : Object.assign({}, ...Object.values(KIND_PROPERTIES));
  return { ...ELEMENT_PROPERTIES, ...TASK_PROPERTIES, ...own };
}

function check(bearer: Bearer, table: Record<string, PropertyType>): Finding[] {
  const names = bearer.properties.map(({ name }) => name).filter((name) => name.startsWith('throughline:'));
  const findings = names
    .filter((name) => typeOfProperty(table, name.slice('throughline:'.length)) === null)
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

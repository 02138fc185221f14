/** The value of every `throughline:` property is of the type that its name promises. */
import type { Finding } from '../../model.ts';
import { propertiesOf } from '../element-properties.ts';
import { CODE, PROCESS_PROPERTIES, type PropertyType, typeOfProperty } from '../profile.ts';
import { propertyFault } from '../property-fault.ts';
import { finding, type Property, type Rule } from '../source.ts';

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
  const fault = propertyFault(type, value);
  const findings =
    fault === null
      ? []
      : [finding(about, `Expected ${fault.expected} in ${name}, got "${value}".`, fault.remedy)];
  const code = Object.hasOwn(table, local) ? null : local.slice(local.indexOf(':') + 1);
  if (code !== null && (!CODE.test(code) || code === '__proto__'))
    findings.push(
      finding(
        about,
        `Expected a code of letters, digits, -, _ and . in ${name}, got "${code}".`,
        'Shorten the code; the label may be any text.',
      ),
    );
  return findings;
}

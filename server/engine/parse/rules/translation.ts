/** A text in another language is that of a text that is there, stands there once, and can be read. */
import type { Finding } from '../../model.ts';
import { readTranslation } from '../language.ts';
import { PROCESS_TRANSLATABLE, TRANSLATABLE, typeOfProperty } from '../profile.ts';
import { propertyFault } from '../property-fault.ts';
import { type Described, finding, property, type Rule, userTasks } from '../source.ts';

export const translation: Rule = (source) => [
  ...check(source, PROCESS_TRANSLATABLE, { name: source.name, description: source.documentation }),
  ...userTasks(source).flatMap((task) => check(task, TRANSLATABLE, { title: task.name })),
];

/** `drawn` are the texts that the diagram itself has. */
function check(
  bearer: Described,
  table: typeof TRANSLATABLE,
  drawn: Record<string, string | null | undefined>,
): Finding[] {
  return bearer.properties.flatMap(({ name, value }) => {
    const read = readTranslation(name, table);
    if (read === null) return [];
    if (property(bearer, read.of) === null && !drawn[read.of])
      return [
        finding(
          bearer,
          `Expected ${read.of === 'name' ? 'a name' : `throughline:${read.of}`} beside ${name}, got none.`,
          'Write the text in the language of the process first, or delete the translation.',
        ),
      ];
    const type = typeOfProperty(table, read.of);
    const fault = type === null ? null : propertyFault(type, value);
    return fault === null
      ? []
      : [finding(bearer, `Expected ${fault.expected} in ${name}, got "${value}".`, fault.remedy)];
  });
}

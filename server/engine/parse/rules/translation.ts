/** A text in another language is that of a text that is there, stands there once, and can be read. */
import type { Finding } from '../../model.ts';
import { readTranslation } from '../language.ts';
import { TRANSLATABLE, typeOfProperty } from '../profile.ts';
import { propertyFault } from '../property-fault.ts';
import { finding, property, type Rule, type SourceElement, userTasks } from '../source.ts';

export const translation: Rule = (source) => userTasks(source).flatMap(check);

function check(task: SourceElement): Finding[] {
  return task.properties.flatMap(({ name, value }) => {
    const read = readTranslation(name);
    if (read === null) return [];
    const isThere = property(task, read.of) !== null || (read.of === 'title' && task.name !== null);
    if (!isThere)
      return [
        finding(
          task,
          `Expected throughline:${read.of} beside ${name}, got none.`,
          'Write the text in the language of the process first, or delete the translation.',
        ),
      ];
    const type = typeOfProperty(TRANSLATABLE, read.of);
    const fault = type === null ? null : propertyFault(type, value);
    return fault === null
      ? []
      : [finding(task, `Expected ${fault.expected} in ${name}, got "${value}".`, fault.remedy)];
  });
}

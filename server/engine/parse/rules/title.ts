/** Every user task has a title that a person can read in the list. */
import { readTemplate } from '../../expressions/read-template.ts';
import { finding, property, type Rule, userTasks } from '../source.ts';

export const title: Rule = (source) =>
  userTasks(source).flatMap((task) => {
    const written = property(task, 'title');
    // The title property itself is looked at by the rule on values.
    if (written !== null) return [];
    if (!task.name?.trim())
      return [
        finding(task, 'Expected a name or throughline:title, got neither.', 'Give the element a name.'),
      ];
    const reading = readTemplate(task.name);
    return reading.ok ? [] : [finding(task, reading.problem, reading.remedy)];
  });

/** A user dialog has answers, and the one that is selected in advance is one of them. */
import { coded, finding, property, type Rule, userTasks } from '../source.ts';

export const answers: Rule = (source) =>
  userTasks(source)
    .filter((task) => property(task, 'kind') === 'user-dialog')
    .flatMap((task) => {
      const codes = coded(task, 'answer').map(({ code }) => code);
      if (codes.length === 0)
        return [
          finding(
            task,
            'Expected at least one throughline:answer:<code>, got none.',
            'Add a property for each answer; its value is what the person reads.',
          ),
        ];
      const preselected = property(task, 'preselected');
      if (preselected === null || codes.includes(preselected)) return [];
      return [
        finding(
          task,
          `Expected one of ${codes.join(', ')} in throughline:preselected, got "${preselected}".`,
          'Enter the code of an answer.',
        ),
      ];
    });

/** Warning: a result of a *Perform task* that leads nowhere and is therefore not offered (must-have M07). */
import { outcomesOf, usableOutcomes } from '../outcomes.ts';
import { finding, property, type Rule, userTasks } from '../source.ts';

export const unusedResult: Rule = (source) =>
  userTasks(source)
    .filter((task) => property(task, 'kind') === 'perform-task')
    .flatMap((task) => {
      const usable = new Set(usableOutcomes(source, task));
      return (outcomesOf(source, task) ?? [])
        .filter((code) => !usable.has(code))
        .map((code) =>
          finding(
            task,
            `Expected a flow for the result ${code}, got none, so it is not offered.`,
            'Add a flow for it, mark one as default, or delete the result.',
          ),
        );
    });

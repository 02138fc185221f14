/** Warning: a step waits for who started the process, and an event may start it: then there is nobody. */
import { reachedWithin } from '../reach.ts';
import { attribute, finding, type Rule } from '../source.ts';
import { startsOf } from '../subset.ts';

export const absentStarter: Rule = (source) => {
  const starts = startsOf(source);
  const byEvent = starts.filter(({ events }) => events.length > 0);
  const starters = ['startedBy', ...starts.map((start) => attribute(start, 'initiator'))];
  return reachedWithin(source, null, byEvent)
    .filter((element) => element.type === 'userTask' && attribute(element, 'candidateGroups') === null)
    .filter((task) => starters.some((name) => attribute(task, 'assignee')?.trim() === `\${${name}}`))
    .map((task) =>
      finding(
        task,
        `Expected a performer also where ${byEvent[0]?.name ?? byEvent[0]?.id} starts the process, got ${attribute(task, 'assignee')} alone.`,
        'Add a role in camunda:candidateGroups.',
      ),
    );
};

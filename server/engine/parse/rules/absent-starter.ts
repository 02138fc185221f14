/** Warning: a step waits for who started the process, and an event may start it: then there is nobody. */
import { reachedFrom } from '../reach.ts';
import { attribute, finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { inside, startsOf } from '../subset.ts';

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

/** With everything in the sub-processes that are reached. */
function reachedWithin(source: ProcessSource, scope: string | null, from: SourceElement[]): SourceElement[] {
  const reached = [...reachedFrom(inside(source, scope), from)];
  const children = reached
    .filter(({ type }) => type === 'subProcess')
    .flatMap(({ id }) => reachedWithin(source, id, inside(source, id)));
  return [...reached, ...children];
}

/** Warning: a parallel gateway waits for ways of which an earlier decision takes only one. */
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { elementOf } from '../subset.ts';

export const starvingJoin: Rule = (source) => {
  const choices = source.elements.filter(
    ({ type, outgoing }) => outgoing.length > 1 && ['exclusiveGateway', 'eventBasedGateway'].includes(type),
  );
  return source.elements
    .filter(({ type, incoming }) => type === 'parallelGateway' && incoming.length > 1)
    .flatMap((join) => {
      const choice = choices.find((candidate) => feeds(source, candidate, join));
      if (choice === undefined) return [];
      return [
        finding(
          join,
          `Expected flows that are all taken into a parallel gateway, got some of which ${choice.name ?? choice.id} takes only one.`,
          'Join them with an exclusive gateway first.',
        ),
      ];
    });
};

/** Whether two ways out of a decision lead to the join by different flows, and neither by that of the other. */
function feeds(source: ProcessSource, choice: SourceElement, join: SourceElement): boolean {
  const ways = choice.outgoing.map(({ target }) => arrivals(source, target, join));
  return ways.some((one, index) =>
    ways
      .slice(index + 1)
      .some((other) => one.size > 0 && other.size > 0 && [...one].every((flow) => !other.has(flow))),
  );
}

/** The flows by which the join can be reached from an element. */
function arrivals(source: ProcessSource, from: string | null, join: SourceElement): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === null || id === join.id || seen.has(id)) continue;
    seen.add(id);
    for (const flow of elementOf(source, id)?.outgoing ?? []) {
      if (flow.target === join.id) found.add(flow.id);
      open.push(flow.target);
    }
  }
  return found;
}

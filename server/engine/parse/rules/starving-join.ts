/** Warning: a parallel gateway waits for ways of which an earlier decision takes only one. */
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';

export const starvingJoin: Rule = (source) => {
  const choices = source.elements.filter(
    ({ type, outgoing }) => outgoing.length > 1 && ['exclusiveGateway', 'eventBasedGateway'].includes(type),
  );
  return source.elements
    .filter(({ type, incoming }) => type === 'parallelGateway' && incoming.length > 1)
    .flatMap((join) => {
      const ways = waysTo(source, join);
      const choice = choices.find((candidate) => feeds(candidate, ways));
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

/** For each flow into the join, the ids of the elements from which it is reached. */
type Ways = Map<string, Set<string>>;

/** Whether two ways out of a decision lead to the join by different flows, and neither by that of the other. */
function feeds(choice: SourceElement, ways: Ways): boolean {
  const arrivals = choice.outgoing
    .map(({ id, target }) => (ways.has(id) ? [id] : flowsFrom(target, ways)))
    .filter((flows) => flows.length > 0);
  return arrivals.some((one, index) =>
    arrivals.slice(index + 1).some((other) => one.every((flow) => !other.includes(flow))),
  );
}

function flowsFrom(element: string | null, ways: Ways): string[] {
  return [...ways].flatMap(([flow, from]) => (from.has(element ?? '') ? [flow] : []));
}

function waysTo({ elements }: ProcessSource, join: SourceElement): Ways {
  const byId = new Map(elements.map((element) => [element.id, element]));
  return new Map(
    join.incoming.map((flow) => {
      const seen = new Set<string>();
      const open = [flow.source];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (id === null || id === join.id || seen.has(id)) continue;
        seen.add(id);
        open.push(...(byId.get(id)?.incoming ?? []).map(({ source }) => source));
      }
      return [flow.id, seen];
    }),
  );
}

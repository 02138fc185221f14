/** Where tokens can come to. */
import type { ProcessSource, SourceElement } from './source.ts';
import { inside } from './subset.ts';

/** The elements of a scope that can be reached from some of them, these included. */
export function reachedFrom(scope: SourceElement[], from: SourceElement[]): Set<SourceElement> {
  const byId = new Map(scope.map((element) => [element.id, element]));
  const boundary = Map.groupBy(scope, ({ attachedTo }) => attachedTo);
  const links = Map.groupBy(
    scope.filter(({ type }) => type === 'intermediateCatchEvent'),
    ({ events }) => events[0]?.link ?? null,
  );
  const open = [...from];
  const seen = new Set(open);
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const link = element.type === 'intermediateThrowEvent' ? (element.events[0]?.link ?? null) : null;
    const next = [
      ...element.outgoing.flatMap(({ target }) => byId.get(target ?? '') ?? []),
      ...(boundary.get(element.id) ?? []),
      ...(link === null ? [] : (links.get(link) ?? [])),
    ];
    for (const reached of next) {
      if (seen.has(reached)) continue;
      seen.add(reached);
      open.push(reached);
    }
  }
  return seen;
}

/** The elements that can be reached from some of a scope, with everything in the sub-processes among them. */
export function reachedWithin(
  source: ProcessSource,
  scope: string | null,
  from: SourceElement[],
): SourceElement[] {
  const reached = [...reachedFrom(inside(source, scope), from)];
  const children = reached
    .filter(({ type }) => type === 'subProcess')
    .flatMap(({ id }) => reachedWithin(source, id, inside(source, id)));
  return [...reached, ...children];
}

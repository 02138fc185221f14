/** Every element can be reached from a start event of its scope. */
import { reachedFrom } from '../reach.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { isEventSubProcess } from '../subset.ts';

export const reachable: Rule = (source) => {
  const scopes = Map.groupBy(source.elements, ({ parent }) => parent);
  // A scope without a start is looked at by rules of its own; what is in an unreachable one need not be said.
  const checked = [...scopes].filter(([, elements]) => elements.some(begins));
  const lost = new Set(checked.flatMap(([, elements]) => unreachable(elements)));
  return [...lost]
    .filter((element) => !isInside(source, element, lost))
    .map((element) =>
      finding(
        element,
        'Expected a way from the start event to the element, got none.',
        'Draw a flow to it or delete it.',
      ),
    );
};

const begins = (element: SourceElement) => element.type === 'startEvent';

function unreachable(elements: SourceElement[]): SourceElement[] {
  const roots = elements.filter((element) => begins(element) || isEventSubProcess(element));
  const seen = reachedFrom(elements, roots);
  return elements.filter((element) => !seen.has(element));
}

function isInside({ elements }: ProcessSource, { parent }: SourceElement, lost: Set<SourceElement>): boolean {
  return parent !== null && elements.some((element) => element.id === parent && lost.has(element));
}

/** Every flow has two ends, and every element the flows that its kind needs. */
import type { Finding } from '../../model.ts';
import { finding, type Rule, type SourceElement } from '../source.ts';

export const connectedFlow: Rule = ({ flows, elements }) => {
  const known = new Set(elements.map(({ id }) => id));
  const loose = flows
    .filter(({ source, target }) => !known.has(source ?? '') || !known.has(target ?? ''))
    .map((flow) =>
      finding(
        flow,
        'Expected a flow from one element of the process to another, got one with a loose end.',
        'Connect the flow at both ends or delete it.',
      ),
    );
  return [...loose, ...elements.flatMap(ends)];
};

function ends(element: SourceElement): Finding[] {
  const { type, incoming, outgoing } = element;
  if (type === 'startEvent' && incoming.length > 0)
    return [
      finding(
        element,
        'Expected no flow into the start event, got one.',
        'Lead the flow to the element after it.',
      ),
    ];
  if (type === 'endEvent' && outgoing.length > 0)
    return [finding(element, 'Expected no flow out of an end event, got one.', 'Delete the flow.')];
  const needsExit = type === 'startEvent' || type.endsWith('Gateway');
  if (needsExit && outgoing.length === 0)
    return [
      finding(element, `Expected a flow out of the ${type}, got none.`, 'Draw the flow to the next element.'),
    ];
  return [];
}

/** Every flow has two ends, and every element the flows that its kind needs. */
import type { Finding } from '../../model.ts';
import { finding, type Rule, type SourceElement, type SourceFlow } from '../source.ts';

export const connectedFlow: Rule = ({ flows, elements }) => {
  const scopes = new Map(elements.map(({ id, parent }) => [id, parent]));
  return [...flows.flatMap((flow) => connected(flow, scopes)), ...elements.flatMap(ends)];
};

function connected(flow: SourceFlow, scopes: Map<string, string | null>): Finding[] {
  const source = scopes.get(flow.source ?? '');
  const target = scopes.get(flow.target ?? '');
  if (source === undefined || target === undefined)
    return [
      finding(
        flow,
        'Expected a flow from one element of the process to another, got one with a loose end.',
        'Connect the flow at both ends or delete it.',
      ),
    ];
  if (source === target && source === flow.parent) return [];
  return [
    finding(
      flow,
      'Expected a flow inside one sub-process or outside of it, got one across its border.',
      'Lead the flow to the sub-process itself, or draw both elements on the same side.',
    ),
  ];
}

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

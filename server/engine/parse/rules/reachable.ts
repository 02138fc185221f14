/** Every element can be reached from the start event. */
import { finding, type Rule } from '../source.ts';

export const reachable: Rule = ({ elements }) => {
  const open = elements.filter(({ type }) => type === 'startEvent');
  if (open.length === 0) return [];
  const seen = new Set(open.map(({ id }) => id));
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    for (const { target } of element.outgoing) {
      const next = elements.find(({ id }) => id === target);
      if (next === undefined || seen.has(next.id)) continue;
      seen.add(next.id);
      open.push(next);
    }
  }
  return elements
    .filter(({ id }) => !seen.has(id))
    .map((element) =>
      finding(
        element,
        'Expected a way from the start event to the element, got none.',
        'Draw a flow to it or delete it.',
      ),
    );
};

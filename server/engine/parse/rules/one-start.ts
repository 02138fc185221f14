/** A process begins at exactly one start event. */
import { finding, type Rule } from '../source.ts';

export const oneStart: Rule = (source) => {
  const starts = source.elements.filter(({ type }) => type === 'startEvent');
  if (starts.length === 0)
    return [finding(source, 'Expected one start event, got none.', 'Draw a start event and a flow from it.')];
  return starts
    .slice(1)
    .map((start) =>
      finding(start, 'Expected one start event, got another one.', 'Delete all start events but one.'),
    );
};

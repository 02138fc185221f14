/** A sub-process begins at one plain start event, an event sub-process at one with an event and without flows. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { inside, isEventSubProcess } from '../subset.ts';

export const subProcess: Rule = (source) =>
  source.elements
    .filter(({ type }) => type === 'subProcess')
    .flatMap((element) => [...start(source, element), ...(isEventSubProcess(element) ? apart(element) : [])]);

/** What kind of event the start carries is looked at by the rule on events. */
function start(source: ProcessSource, element: SourceElement): Finding[] {
  const found = inside(source, element.id).filter(({ type }) => type === 'startEvent');
  if (found.length === 1) return [];
  const wanted = isEventSubProcess(element) ? 'one start event with an event' : 'one plain start event';
  const got = found.length === 0 ? 'none' : `${found.length}`;
  return [
    finding(
      element,
      `Expected ${wanted} in the sub-process, got ${got}.`,
      found.length === 0 ? 'Draw it inside the sub-process.' : 'Delete all but one.',
    ),
  ];
}

function apart(element: SourceElement): Finding[] {
  const findings: Finding[] = [];
  if (element.incoming.length + element.outgoing.length > 0)
    findings.push(
      finding(
        element,
        'Expected no flows into or out of an event sub-process, got some.',
        'Delete the flows; it begins by its event.',
      ),
    );
  if (element.loop !== null)
    findings.push(
      finding(
        element,
        'Expected an event sub-process without a loop, got one with it.',
        'Put the loop on a step inside.',
      ),
    );
  return findings;
}

/** Every link that is thrown leads to exactly one link of its name in the same scope. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { inside } from '../subset.ts';

export const link: Rule = (source) =>
  source.elements
    .filter(({ events }) => typeof events[0]?.link === 'string' && events[0].type === 'link')
    .flatMap((element) =>
      element.type === 'intermediateCatchEvent' ? target(source, element) : origin(source, element),
    );

const named = (element: SourceElement, type: string) => (other: SourceElement) =>
  other.type === type && other.events[0]?.type === 'link' && other.events[0].link === element.events[0]?.link;

function origin(source: ProcessSource, element: SourceElement): Finding[] {
  const findings: Finding[] = [];
  const name = element.events[0]?.link ?? '';
  if (!inside(source, element.parent).some(named(element, 'intermediateCatchEvent')))
    findings.push(
      finding(
        element,
        `Expected a link "${name}" to go on at, got none.`,
        'Draw an intermediate catch event with the link of that name beside it.',
      ),
    );
  if (element.outgoing.length > 0)
    findings.push(
      finding(element, 'Expected no flow out of a link that is thrown, got one.', 'Delete the flow.'),
    );
  return findings;
}

function target(source: ProcessSource, element: SourceElement): Finding[] {
  const all = inside(source, element.parent);
  const name = element.events[0]?.link ?? '';
  const findings: Finding[] = [];
  if (!all.some(named(element, 'intermediateThrowEvent')))
    findings.push(
      finding(
        element,
        `Expected a link "${name}" that leads here, got none.`,
        'Draw an intermediate throw event with the link of that name.',
      ),
    );
  if (all.find(named(element, 'intermediateCatchEvent')) !== element)
    findings.push(
      finding(
        element,
        `Expected one place where the link "${name}" goes on, got another one.`,
        'Give the links different names.',
      ),
    );
  if (element.incoming.length > 0)
    findings.push(
      finding(element, 'Expected no flow into a link, got one.', 'Lead the flow to the element behind it.'),
    );
  return findings;
}

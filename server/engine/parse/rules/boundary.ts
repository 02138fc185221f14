/** A boundary event is on an element that can wait for it, and no other one there waits for the same error. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { elementOf, eventStartsIn, inside, isActivity, isEventSubProcess, isPlain } from '../subset.ts';

export const boundary: Rule = (source) => [
  ...source.elements.filter(({ type }) => type === 'boundaryEvent').flatMap((event) => check(source, event)),
  ...source.elements
    .filter(isActivity)
    .flatMap((element) => [
      ...sameError(onElement(source, element)),
      ...sameError(eventStartsIn(source, element.id)),
    ]),
  ...sameError(eventStartsIn(source, null)),
];

function check(source: ProcessSource, event: SourceElement): Finding[] {
  const host = elementOf(source, event.attachedTo);
  const findings: Finding[] = [];
  if (host === null || host.parent !== event.parent || !isActivity(host) || isEventSubProcess(host))
    findings.push(
      finding(
        event,
        `Expected a boundary event on a task, sub-process or call activity, got one on ${host?.type ?? 'nothing'}.`,
        'Draw it on the border of such an element.',
      ),
    );
  else if (isPlain(host))
    findings.push(
      finding(
        event,
        `Expected a boundary event on an element that waits, got one on a ${host.type}, which is passed at once.`,
        'Delete the event, or turn the task into another one.',
      ),
    );
  else if (event.events[0]?.type === 'error' && ['userTask', 'receiveTask'].includes(host.type))
    findings.push(
      finding(
        event,
        `Expected an error event on an element that can end with an error, got one on a ${host.type}.`,
        'Delete the event; service tasks, sub-processes and call activities have errors.',
      ),
    );
  if (event.incoming.length > 0)
    findings.push(
      finding(
        event,
        'Expected no flow into a boundary event, got one.',
        'Lead the flow to the element that it is on.',
      ),
    );
  return findings;
}

function onElement(source: ProcessSource, { id, parent }: SourceElement): SourceElement[] {
  return inside(source, parent).filter(({ attachedTo }) => attachedTo === id);
}

function sameError(events: SourceElement[]): Finding[] {
  const catching = events.filter((event) => event.events[0]?.type === 'error');
  const code = (event: SourceElement) => event.events[0]?.reference?.code ?? null;
  return catching
    .filter((event, index) => catching.findIndex((other) => code(other) === code(event)) < index)
    .map((event) =>
      finding(
        event,
        `Expected one event for each error, got another one for ${code(event) ?? 'every error'}.`,
        'Delete one of them.',
      ),
    );
}

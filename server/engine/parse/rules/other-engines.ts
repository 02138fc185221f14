/** Warning: what runs here and would not deploy on the Camunda 7 family. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { awaited, elementOf, startsOf } from '../subset.ts';
import { isCron } from '../values.ts';

export const otherEngines: Rule = (source) => [
  ...source.elements.flatMap((element) => [...fiveFields(element), ...received(source, element)]),
  ...sameMessage(startsOf(source)),
];

function received(source: ProcessSource, gateway: SourceElement): Finding[] {
  if (gateway.type !== 'eventBasedGateway') return [];
  return gateway.outgoing
    .flatMap(({ target }) => elementOf(source, target) ?? [])
    .filter(({ type }) => type === 'receiveTask')
    .map((task) =>
      finding(
        task,
        'Expected a message event behind an event-based gateway, got a receive task, which other engines refuse there.',
        'Draw an intermediate catch event with the message.',
      ),
    );
}

function fiveFields(element: SourceElement): Finding[] {
  const timer = awaited(element)?.timers[0];
  if (timer?.kind !== 'cycle' || !isCron(timer.value) || timer.value.split(/\s+/).length !== 5) return [];
  return [
    finding(
      element,
      `Expected cron with six fields, got ${timer.value}, which other engines refuse.`,
      'Write the seconds before the minutes, as in 0 0 9 ? * MON-FRI.',
    ),
  ];
}

/** Record events are messages to other engines, which start a process by one of each name only. */
function sameMessage(starts: SourceElement[]): Finding[] {
  const messages = starts.filter((start) => awaited(start)?.type === 'message');
  const name = (start: SourceElement) => awaited(start)?.reference?.name;
  return messages
    .filter((start, index) => messages.findIndex((other) => name(other) === name(start)) < index)
    .map((start) =>
      finding(
        start,
        `Expected a message of its own at each start event, got "${name(start)}" again, which other engines refuse.`,
        'Give it a message with another name.',
      ),
    );
}

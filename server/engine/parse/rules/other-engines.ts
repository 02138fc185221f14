/** Warning: what runs here and would not deploy on the Camunda 7 family. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { awaited, elementOf, startsOf } from '../subset.ts';
import { isCron } from '../values.ts';

export const otherEngines: Rule = (source) => [
  ...source.elements.flatMap((element) => [...fiveFields(element), ...received(source, element)]),
  ...sameMessage(startsOf(source)),
  ...source.elements
    .filter(({ type }) => type === 'eventBasedGateway')
    .flatMap((gateway) => sameMessage(behind(source, gateway))),
  ...besideTimer(startsOf(source)),
  ...[source, ...source.elements].flatMap(longName),
];

const behind = (source: ProcessSource, gateway: SourceElement) =>
  gateway.outgoing.flatMap(({ target }) => elementOf(source, target) ?? []);

function received(source: ProcessSource, gateway: SourceElement): Finding[] {
  if (gateway.type !== 'eventBasedGateway') return [];
  return behind(source, gateway)
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

/** Record events are messages to other engines, which wait for one of each name only. */
function sameMessage(events: SourceElement[]): Finding[] {
  const messages = events.filter((event) => awaited(event)?.type === 'message');
  const name = (event: SourceElement) => awaited(event)?.reference?.name;
  return messages
    .filter((event, index) => messages.findIndex((other) => name(other) === name(event)) < index)
    .map((event) =>
      finding(
        event,
        `Expected a message of its own at each of these events, got "${name(event)}" again, which other engines refuse.`,
        'Give it a message with another name.',
      ),
    );
}

/** Of plain and timer start events, other engines know one. */
function besideTimer(starts: SourceElement[]): Finding[] {
  const [first, ...others] = starts.filter(
    ({ events }) => events.length === 0 || events[0]?.type === 'timer',
  );
  return others.map((start) =>
    finding(
      start,
      `Expected one plain or timer start event, got this one beside ${first?.id}, which other engines refuse.`,
      'Put it into a process of its own that calls this one.',
    ),
  );
}

const MAX_NAME = 255;

function longName(about: { id: string; name: string | null }): Finding[] {
  const length = about.name?.length ?? 0;
  if (length <= MAX_NAME) return [];
  return [
    finding(
      about,
      `Expected a name of at most ${MAX_NAME} characters, got ${length}, which other engines refuse.`,
      'Shorten it; the whole text may stand in throughline:title.',
    ),
  ];
}

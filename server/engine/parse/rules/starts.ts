/** A process begins by something, and each thing begins it at one start event only. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, property, type Rule, type SourceElement } from '../source.ts';
import { awaitsRecord, eventStartsIn, startsOf } from '../subset.ts';

export const starts: Rule = (source) => [
  ...ofProcess(source),
  ...[null, ...source.elements.filter(({ type }) => type === 'subProcess').map(({ id }) => id)].flatMap(
    (scope) => eachOnce(eventStartsIn(source, scope)),
  ),
];

function ofProcess(source: ProcessSource): Finding[] {
  const all = startsOf(source);
  if (all.length === 0)
    return [finding(source, 'Expected a start event, got none.', 'Draw a start event and a flow from it.')];
  const plain = all.filter(({ events }) => events.length === 0);
  return [
    ...plain
      .slice(1)
      .map((start) =>
        finding(
          start,
          'Expected one plain start event, got another one.',
          'Delete all but one, or give the others a message, signal or timer.',
        ),
      ),
    ...eachOnce(all),
    ...(plain.length === 0 ? neverRunByHand(source) : []),
  ];
}

function eachOnce(all: SourceElement[]): Finding[] {
  return all.flatMap((start, index) => twice(start, all.slice(0, index)));
}

function twice(start: SourceElement, before: SourceElement[]): Finding[] {
  const trigger = triggerOf(start);
  const same = before.find((other) => trigger !== null && triggerOf(other) === trigger);
  if (same === undefined) return [];
  return [
    finding(
      start,
      `Expected a ${start.events[0]?.type} that no other start event waits for, got that of ${same.id}.`,
      'Delete one of the two, and lead a flow to both ways from the other.',
    ),
  ];
}

/** The name of a message or signal with its kind; null: whatever it is, it may stand twice. */
function triggerOf(start: SourceElement): string | null {
  const [event] = start.events;
  const name = event?.reference?.name;
  const named = event?.type === 'message' || event?.type === 'signal';
  return !named || !name || awaitsRecord(start) ? null : `${event.type} ${name}`;
}

function neverRunByHand(source: ProcessSource): Finding[] {
  return ['quick-launch', 'record']
    .filter((name) => (property(source, name) ?? 'false') !== 'false')
    .map((name) =>
      finding(
        source,
        `Expected a plain start event for throughline:${name}, got none.`,
        'Draw a plain start event, or delete the property.',
      ),
    );
}

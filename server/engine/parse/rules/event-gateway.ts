/** Behind an event-based gateway are events that are waited for, and nothing else leads to them. */
import type { Finding } from '../../model.ts';
import { finding, type ProcessSource, type Rule, type SourceElement } from '../source.ts';
import { elementOf } from '../subset.ts';

export const eventGateway: Rule = (source) =>
  source.elements
    .filter(({ type }) => type === 'eventBasedGateway')
    .flatMap((gateway) => check(source, gateway));

function check(source: ProcessSource, gateway: SourceElement): Finding[] {
  const targets = gateway.outgoing.flatMap(({ target }) => elementOf(source, target) ?? []);
  const findings = targets.flatMap((element) => (waits(element) ? shared(element) : [passive(element)]));
  if (gateway.outgoing.length >= 2) return findings;
  return [
    ...findings,
    finding(
      gateway,
      `Expected at least two events to wait for, got ${gateway.outgoing.length}.`,
      'Draw another event behind the gateway, or delete the gateway.',
    ),
  ];
}

function waits({ type, events }: SourceElement): boolean {
  return type === 'receiveTask' || (type === 'intermediateCatchEvent' && events[0]?.type !== 'link');
}

function passive(element: SourceElement): Finding {
  return finding(
    element,
    `Expected a timer, message or signal to wait for behind an event-based gateway, got ${element.type}.`,
    'Draw such an event before it, or use an exclusive gateway.',
  );
}

function shared(element: SourceElement): Finding[] {
  if (element.incoming.length < 2 && element.loop === null) return [];
  return [
    finding(
      element,
      `Expected an element that only the event-based gateway leads to, got one with ${element.loop === null ? 'another flow' : 'a loop'}.`,
      'Draw an event of its own for the gateway.',
    ),
  ];
}

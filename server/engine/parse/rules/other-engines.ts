/** Warning: what runs here and would not deploy on the Camunda 7 family. */
import { finding, type Rule, type SourceElement } from '../source.ts';
import { awaited, elementOf } from '../subset.ts';
import { isCron } from '../values.ts';

export const otherEngines: Rule = (source) =>
  source.elements.flatMap((element) => {
    const problem = difference(element);
    if (problem !== null) return [finding(element, problem.text, problem.remedy)];
    if (element.type !== 'eventBasedGateway') return [];
    return element.outgoing
      .flatMap(({ target }) => elementOf(source, target) ?? [])
      .filter(({ type }) => type === 'receiveTask')
      .map((task) =>
        finding(
          task,
          'Expected a message event behind an event-based gateway, got a receive task, which other engines refuse there.',
          'Draw an intermediate catch event with the message.',
        ),
      );
  });

function difference(element: SourceElement): { text: string; remedy: string } | null {
  const timer = awaited(element)?.timers[0];
  if (timer?.kind !== 'cycle' || !isCron(timer.value) || timer.value.split(/\s+/).length !== 5) return null;
  return {
    text: `Expected cron with six fields, got ${timer.value}, which other engines refuse.`,
    remedy: 'Write the seconds before the minutes, as in 0 0 9 ? * MON-FRI.',
  };
}

/** Every timer can be read, comes round, and ends where it must. */
import { readTemplate } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { readInstant } from '../../time.ts';
import { finding, property, type Rule, type SourceElement } from '../source.ts';
import { awaited, startsOf } from '../subset.ts';
import { cronFault, isConstant, isCron, scheduleFault, timerFault } from '../values.ts';

export const timer: Rule = (source) =>
  source.elements
    .filter((element) => awaited(element)?.type === 'timer')
    .flatMap((element) => {
      const timers = awaited(element)?.timers ?? [];
      const [only] = timers;
      if (only === undefined || timers.length > 1 || only.value === '')
        return [
          finding(
            element,
            `Expected one date, duration or cycle, got ${timers.length > 1 ? 'several' : 'none'}.`,
            'Choose the type of the timer and enter its value.',
          ),
        ];
      return [
        ...(startsOf(source).includes(element) ? schedule(element, only) : waiting(element, only)),
        ...validity(element),
      ];
    });

type Timer = NonNullable<ReturnType<typeof awaited>>['timers'][number];

/** A schedule is known at deployment: nothing has been written to a variable yet. */
function schedule(element: SourceElement, { kind, value }: Timer): Finding[] {
  const fault = !isConstant(value)
    ? {
        expected: 'a plain value in a timer that starts the process',
        remedy: 'Write it without ${…}; there are no variables yet.',
      }
    : kind === 'cycle'
      ? isCron(value)
        ? cronFault(value)
        : scheduleFault(value)
      : timerFault(kind, value);
  return fault === null
    ? []
    : [finding(element, `Expected ${fault.expected}, got "${value}".`, fault.remedy)];
}

function waiting(element: SourceElement, { kind, value }: Timer): Finding[] {
  if (kind === 'cycle' && (element.type === 'intermediateCatchEvent' || element.interrupting))
    return [
      finding(
        element,
        `Expected a date or duration, because the event happens once, got the cycle ${value}.`,
        'Choose a duration, or a non-interrupting event.',
      ),
    ];
  const reading = readTemplate(value);
  if (!reading.ok) return [finding(element, reading.problem, reading.remedy)];
  if (!isConstant(value)) return [];
  const fault = timerFault(kind, value);
  return fault === null
    ? []
    : [finding(element, `Expected ${fault.expected}, got "${value}".`, fault.remedy)];
}

function validity(element: SourceElement): Finding[] {
  const from = readInstant(property(element, 'valid-from') ?? '');
  const until = readInstant(property(element, 'valid-until') ?? '');
  if (from === null || until === null || from <= until) return [];
  return [
    finding(
      element,
      `Expected throughline:valid-until after throughline:valid-from, got ${until} and ${from}.`,
      'Correct one of the two.',
    ),
  ];
}

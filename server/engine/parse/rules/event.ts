/** Every event carries exactly one kind of event that can stand there, with the name that it refers to. */
import { readTemplate } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { variableFault } from '../property-fault.ts';
import { finding, type ProcessSource, type Rule, type SourceElement, type SourceEvent } from '../source.ts';
import { isAction, isEvent, SUPPORTED, startsEventSubProcess } from '../subset.ts';
import { isConstant } from '../values.ts';

const NONE = 'none';
const STARTS = [NONE, 'timer', 'message', 'signal'];

/** The kinds of events that an element may carry; `none`: it may be a plain one. */
function allowedFor(source: ProcessSource, element: SourceElement): readonly string[] {
  switch (element.type) {
    case 'startEvent':
      if (startsEventSubProcess(source, element)) return ['timer', 'message', 'signal', 'error'];
      return element.parent === null ? STARTS : [NONE];
    case 'endEvent':
      return [NONE, 'terminate', 'error', 'message', 'signal'];
    case 'intermediateThrowEvent':
      return [NONE, 'message', 'signal', 'link'];
    case 'intermediateCatchEvent':
      return ['timer', 'message', 'signal', 'link'];
    default:
      return ['timer', 'message', 'signal', 'error'];
  }
}

export const event: Rule = (source) =>
  source.elements
    .filter((element) => SUPPORTED.has(element.type))
    .flatMap((element) => {
      const kinds = isEvent(element) ? kind(source, element) : [];
      if (kinds.length > 0) return kinds;
      return element.events.flatMap((carried) => named(source, element, carried));
    });

function kind(source: ProcessSource, element: SourceElement): Finding[] {
  const allowed = allowedFor(source, element);
  const carried = element.events.length === 0 ? [NONE] : element.events.map(({ type }) => type);
  if (carried.length === 1 && allowed.includes(carried[0] ?? '')) return [];
  return [
    finding(
      element,
      `Expected one event of these kinds here: ${allowed.join(', ')}, got ${carried.join(' and ')}.`,
      'Choose one of these kinds in the modeler.',
    ),
  ];
}

function named(source: ProcessSource, element: SourceElement, carried: SourceEvent): Finding[] {
  switch (carried.type) {
    case 'message':
      // What a thrown message is called may stand in the settings of its action.
      return isAction(element) && carried.reference === null ? [] : name(source, element, carried);
    case 'signal':
      return [...name(source, element, carried), ...payload(element, carried)];
    case 'error':
      return error(element, carried);
    case 'link':
      return carried.link === null
        ? [finding(element, 'Expected a link with a name, got none.', 'Enter the name of the link.')]
        : [];
    default:
      return [];
  }
}

function name(source: ProcessSource, element: SourceElement, { type, reference }: SourceEvent): Finding[] {
  if (!reference?.name)
    return [
      finding(
        element,
        `Expected a ${type} with a name, got ${reference === null ? 'none' : 'one without'}.`,
        `Choose the ${type} in the modeler and give it a name.`,
      ),
    ];
  const reading = readTemplate(reference.name);
  if (!reading.ok) return [finding(element, reading.problem, reading.remedy)];
  const starts = element.type === 'startEvent' && !startsEventSubProcess(source, element);
  if (!starts || isConstant(reference.name)) return [];
  return [
    finding(
      element,
      `Expected a plain name of the ${type} that starts the process, got "${reference.name}".`,
      'Write the name without ${…}; there are no variables yet.',
    ),
  ];
}

function payload(element: SourceElement, { given }: SourceEvent): Finding[] {
  return given.flatMap(({ all, businessKey, target, source, expression }) => {
    if (all || businessKey !== null)
      return [
        finding(
          element,
          `Expected single variables in camunda:in of a signal, got ${all ? 'all of them' : 'a business key'}.`,
          'Name each variable that the signal carries.',
        ),
      ];
    if (target === null || (source === null) === (expression === null))
      return [
        finding(
          element,
          'Expected a source and a target in camunda:in of a signal, got another combination.',
          'Enter the variable, and the name that it has in the signal.',
        ),
      ];
    return [];
  });
}

function error(element: SourceElement, { reference, attributes }: SourceEvent): Finding[] {
  const throws = element.type === 'endEvent';
  const findings: Finding[] = [];
  if (reference === null ? throws : reference.code === null || !isConstant(reference.code))
    findings.push(
      finding(
        element,
        `Expected an error with a code, got ${reference === null ? 'none' : (reference.code ?? 'one without')}.`,
        'Choose the error in the modeler and enter its code, without ${…}.',
      ),
    );
  const message = readTemplate(reference?.message ?? '');
  if (!message.ok) findings.push(finding(element, message.problem, message.remedy));
  if (!throws && !element.interrupting)
    findings.push(
      finding(
        element,
        'Expected an interrupting event, because an error ends where it happens, got a non-interrupting one.',
        'Change the event to interrupting.',
      ),
    );
  for (const attribute of ['errorCodeVariable', 'errorMessageVariable'] as const) {
    const variable = attributes[attribute];
    const fault = variable === undefined ? null : variableFault(variable);
    if (fault !== null)
      findings.push(
        finding(
          element,
          `Expected ${fault.expected} in camunda:${attribute}, got "${variable}".`,
          fault.remedy,
        ),
      );
  }
  return findings;
}

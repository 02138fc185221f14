/** Intermediate signal throw event. */
import type { Mapping, ProcessElement } from '../definition.ts';
import { evaluateTemplate } from '../expressions/evaluate.ts';
import type { Template } from '../expressions/expression.ts';
import { incidentAt } from '../incident.ts';
import type { Values } from '../model.ts';
import { evaluateMappings, valuesOf } from '../scope.ts';
import { allMatching } from './flows.ts';
import type { Entry, Processor } from './processor.ts';

export const throwSignal: Processor<'throwSignal'> = {
  enter: (run, step, element) => throwing(element, element.signal, element.variables, valuesOf(run, step.id)),
  leave: allMatching,
};

/** The signal that an element throws, with its variables. */
export function throwing(
  element: ProcessElement,
  signal: Template,
  variables: Mapping[],
  visible: Values,
): Entry {
  const name = evaluateTemplate(signal, visible);
  if (!name.ok) return { next: 'fail', incident: incidentAt(element, 'expression-failed', name.problem) };
  const mapped = evaluateMappings(variables, visible);
  if (!mapped.ok) return { next: 'fail', incident: incidentAt(element, 'expression-failed', mapped.problem) };
  const signalName = name.value.trim();
  if (signalName !== '') return { next: 'throw-signal', name: signalName, variables: mapped.values };
  const problem = 'Expected the name of a signal, got nothing';
  return { next: 'fail', incident: incidentAt(element, 'content-invalid', problem) };
}

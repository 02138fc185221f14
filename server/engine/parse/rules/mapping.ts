/** What a step takes in and gives out by `camunda:inputOutput` is plain text or expressions, where engines map it. */
import { readTemplate } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { variableFault } from '../property-fault.ts';
import { attribute, finding, type Rule, type SourceElement, type SourceMapping } from '../source.ts';
import { isEventSubProcess, isGateway, SUPPORTED } from '../subset.ts';

export const mapping: Rule = ({ elements }) =>
  elements
    .filter(({ type }) => SUPPORTED.has(type))
    .flatMap((element) => [
      ...placed(element),
      ...element.inputs.flatMap((entry) => readable(element, entry, 'input')),
      ...element.outputs.flatMap((entry) => readable(element, entry, 'output')),
      ...twice(element, element.inputs),
      ...initiator(element),
    ]);

/** The family refuses the same; elsewhere the file would not deploy. */
function placed(element: SourceElement): Finding[] {
  const { inputs, outputs, type, loop } = element;
  const where = type === 'endEvent' ? 'an end event' : 'an element with several executions';
  if (outputs.length > 0 && (type === 'endEvent' || loop !== null))
    return [
      finding(
        element,
        `Expected no output parameters on ${where}, got ${outputs[0]?.name}.`,
        'Write the variable in a step before or behind.',
      ),
    ];
  if (inputs.length + outputs.length === 0 || !(isGateway(element) || isEventSubProcess(element))) return [];
  return [
    finding(
      element,
      `Expected input and output parameters on tasks, events and sub-processes, got them on ${isGateway(element) ? 'a gateway' : 'an event sub-process'}.`,
      'Put them on a step before or behind.',
    ),
  ];
}

function readable(
  element: SourceElement,
  { name, value, structure }: SourceMapping,
  side: string,
): Finding[] {
  if (structure !== null)
    return [
      finding(
        element,
        `Expected text or an expression in the ${side} parameter ${name}, got a ${structure}.`,
        structure === 'script'
          ? 'Write it as ${…}, or compute it in a service task with the action formula.'
          : 'Put the list into a variable before, and write ${variable}.',
      ),
    ];
  const reading = readTemplate(value);
  const findings = reading.ok ? [] : [finding(element, reading.problem, reading.remedy)];
  const fault = variableFault(name);
  if (fault !== null)
    findings.push(
      finding(element, `Expected ${fault.expected} as ${side} parameter, got "${name}".`, fault.remedy),
    );
  return findings;
}

/** Two outputs may write one variable, the later one wins; two inputs are a slip. */
function twice(element: SourceElement, mappings: SourceMapping[]): Finding[] {
  const names = mappings.map(({ name }) => name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) =>
    finding(element, `Expected the input parameter ${name} once, got it again.`, 'Delete all but one.'),
  );
}

function initiator(element: SourceElement): Finding[] {
  const name = element.type === 'startEvent' ? attribute(element, 'initiator') : null;
  const fault = name === null ? null : variableFault(name);
  if (fault === null) return [];
  return [finding(element, `Expected ${fault.expected} in camunda:initiator, got "${name}".`, fault.remedy)];
}

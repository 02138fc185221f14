/** Conditions stand where a choice is made, and can be read. */
import { readCondition } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { finding, type Rule, type SourceElement, type SourceFlow } from '../source.ts';
import { isEvent, isGateway } from '../subset.ts';

export const condition: Rule = ({ elements, flows }) => [
  ...flows.flatMap(readable),
  ...elements.flatMap((element) => [...misplaced(element), ...defaults(element), ...unconditional(element)]),
];

function readable(flow: SourceFlow): Finding[] {
  if (flow.condition === null) return [];
  if (flow.language !== null)
    return [
      finding(
        flow,
        `Expected a condition in \${…}, got one in ${flow.language}.`,
        'Choose the type "Expression".',
      ),
    ];
  const reading = readCondition(flow.condition);
  return reading.ok ? [] : [finding(flow, reading.problem, reading.remedy)];
}

function misplaced(element: SourceElement): Finding[] {
  const conditional = element.outgoing.filter(({ condition }) => condition !== null);
  if (isEvent(element) || ['parallelGateway', 'eventBasedGateway'].includes(element.type))
    return conditional.map((flow) =>
      finding(
        flow,
        `Expected no condition on a flow out of the ${element.type}, got one.`,
        'Delete the condition, or put an exclusive gateway before the flow.',
      ),
    );
  if (isGateway(element) && element.outgoing.length === 1)
    return conditional.map((flow) =>
      finding(
        flow,
        'Expected no condition on the only flow out of a gateway, got one.',
        'Delete the condition or draw the other flow.',
      ),
    );
  return [];
}

function defaults(element: SourceElement): Finding[] {
  if (element.defaultFlow === null) return [];
  const flow = element.outgoing.find(({ id }) => id === element.defaultFlow);
  if (flow === undefined)
    return [
      finding(
        element,
        `Expected a default flow out of the element, got ${element.defaultFlow}, which is not.`,
        'Mark a flow out of the element as default.',
      ),
    ];
  if (flow.condition !== null)
    return [finding(flow, 'Expected no condition on a default flow, got one.', 'Delete the condition.')];
  if (element.outgoing.every(({ id, condition }) => id === flow.id || condition === null))
    return [
      finding(
        flow,
        'Expected a flow with a condition beside the default flow, got none.',
        'Give the other flows conditions.',
      ),
    ];
  return [];
}

function unconditional(element: SourceElement): Finding[] {
  if (element.type !== 'exclusiveGateway' || element.outgoing.length < 2) return [];
  return element.outgoing
    .filter(({ id, condition }) => condition === null && id !== element.defaultFlow)
    .map((flow) =>
      finding(
        flow,
        'Expected a condition on the flow out of the exclusive gateway, got none.',
        'Give it a condition or mark it as the default flow.',
      ),
    );
}

/** A call activity names a process and says which variables go in and come out. */
import { readTemplate } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { VARIABLE } from '../profile.ts';
import { variableFault } from '../property-fault.ts';
import { finding, type Rule, type SourceElement, type SourceVariable } from '../source.ts';

export const callActivity: Rule = ({ elements }) =>
  elements.flatMap((element) => (element.type === 'callActivity' ? called(element) : stray(element)));

function called(element: SourceElement): Finding[] {
  if (element.called === null)
    return [
      finding(element, 'Expected the process that is called, got none.', 'Enter its key as called element.'),
    ];
  const reading = readTemplate(element.called);
  return [
    ...(reading.ok ? [] : [finding(element, reading.problem, reading.remedy)]),
    ...element.given.flatMap((variable) => check(element, variable, 'camunda:in')),
    ...element.returned.flatMap((variable) => check(element, variable, 'camunda:out')),
  ];
}

function stray(element: SourceElement): Finding[] {
  if (element.given.length + element.returned.length === 0) return [];
  return [
    finding(
      element,
      `Expected camunda:in and camunda:out on call activities only, got them on a ${element.type}.`,
      'Use input and output parameters.',
    ),
  ];
}

function check(element: SourceElement, variable: SourceVariable, where: string): Finding[] {
  const { all, source, expression, target, businessKey, local } = variable;
  if (local)
    return [
      finding(
        element,
        `Expected ${where} without "local", got one with it.`,
        'Delete the mark; variables of the process are handed over.',
      ),
    ];
  if (businessKey !== null && where === 'camunda:in') return text(element, businessKey);
  if (all && target === null) return [];
  if (target === null || (source === null) === (expression === null) || businessKey !== null)
    return [
      finding(
        element,
        `Expected a source or an expression, and a target in ${where}, got another combination.`,
        'Enter the variable on this side and its name on the other, or choose all.',
      ),
    ];
  const fault = variableFault(target);
  return [
    ...(fault === null
      ? []
      : [
          finding(
            element,
            `Expected ${fault.expected} as target of ${where}, got "${target}".`,
            fault.remedy,
          ),
        ]),
    ...(source !== null && !VARIABLE.test(source)
      ? [
          finding(
            element,
            `Expected the name of a variable as source of ${where}, got "${source}".`,
            'Enter a name, or choose the type "Expression".',
          ),
        ]
      : []),
    ...(expression === null ? [] : text(element, expression)),
  ];
}

function text(element: SourceElement, value: string): Finding[] {
  const reading = readTemplate(value);
  return reading.ok ? [] : [finding(element, reading.problem, reading.remedy)];
}

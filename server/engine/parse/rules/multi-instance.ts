/** An element with several executions says over what, and in which variable each finds its item. */
import { readCondition } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { variableFault } from '../property-fault.ts';
import { finding, property, type Rule, type SourceElement, type SourceLoop } from '../source.ts';
import { readCardinality, readCollection } from '../values.ts';

export const multiInstance: Rule = ({ elements }) =>
  elements.flatMap((element) =>
    element.loop === null || element.loop.parts.length > 0 ? [] : check(element, element.loop),
  );

function check(element: SourceElement, loop: SourceLoop): Finding[] {
  return [
    ...over(element, loop),
    ...item(element, loop),
    ...(loop.completion === null ? [] : readable(element, readCondition(loop.completion))),
    ...concurrency(element, loop),
  ];
}

function over(element: SourceElement, { collection, cardinality }: SourceLoop): Finding[] {
  if (collection !== null && cardinality === null) return readable(element, readCollection(collection));
  if (cardinality !== null && collection === null) return readable(element, readCardinality(cardinality));
  return [
    finding(
      element,
      `Expected a collection or a loop cardinality, got ${collection === null ? 'neither' : 'both'}.`,
      'Enter camunda:collection with a variable that holds a list, or how often it is executed.',
    ),
  ];
}

function item(element: SourceElement, { collection, variable }: SourceLoop): Finding[] {
  if (variable === null) return [];
  if (collection === null)
    return [
      finding(
        element,
        `Expected a collection for camunda:elementVariable, got the variable ${variable} alone.`,
        'Enter the collection, or delete the variable; loopCounter counts the executions.',
      ),
    ];
  const fault = variableFault(variable);
  if (fault === null) return [];
  const problem = `Expected ${fault.expected} in camunda:elementVariable, got "${variable}".`;
  return [finding(element, problem, fault.remedy)];
}

function concurrency(element: SourceElement, { sequential }: SourceLoop): Finding[] {
  if (!sequential || property(element, 'concurrency') === null) return [];
  return [
    finding(
      element,
      'Expected throughline:concurrency on a parallel loop only, got it on a sequential one.',
      'Delete it, or choose the parallel loop.',
    ),
  ];
}

function readable(
  element: SourceElement,
  reading: { ok: true } | { ok: false; problem: string; remedy: string },
): Finding[] {
  return reading.ok ? [] : [finding(element, reading.problem, reading.remedy)];
}

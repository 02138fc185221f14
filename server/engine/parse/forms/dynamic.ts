/** What of a component is said by an expression, and what is wrong with the expressions. */
import { isDynamic, isExpression } from '../../../../lib/forms/expression.ts';
import { expressionsIn, templateFault } from '../../../../lib/forms/template.ts';
import type { DynamicProperty } from '../../../../lib/protocol/index.ts';
import { feelFault } from '../values.ts';
import { type Component, type FormProblem, nameOf } from './component.ts';

export type Dynamic = Partial<Record<DynamicProperty, string>>;

/** The expressions of a component by what they say; undefined: it has none. */
export function dynamicOf(component: Component): Dynamic | undefined {
  const { validate, appearance, conditional } = component;
  const found: [DynamicProperty, unknown][] = [
    ['hidden', conditional?.hide === true ? '=true' : conditional?.hide || null],
    ['label', component.label],
    ['description', component.description],
    ['text', component.type === 'html' ? component.content : component.text],
    ['source', component.source],
    ['alt', component.alt],
    ['prefix', appearance?.prefixAdorner],
    ['suffix', appearance?.suffixAdorner],
    ['readonly', typeof component.readonly === 'string' ? component.readonly : component.disabled],
    ['required', validate?.required],
    ['min', validate?.min],
    ['max', validate?.max],
    ['minLength', validate?.minLength],
    ['maxLength', validate?.maxLength],
    ['choices', optionsOf(component)],
    ['rows', component.type === 'table' ? expressionFrom(component.dataSource) : null],
    ['columns', component.type === 'table' ? expressionFrom(component.columnsExpression) : null],
    ['value', component.type === 'expression' ? expressionFrom(component.expression) : null],
  ];
  const dynamic = found.filter((entry): entry is [DynamicProperty, string] => {
    const [property, text] = entry;
    return typeof text === 'string' && (property === 'hidden' || isDynamic(text));
  });
  return dynamic.length === 0 ? undefined : Object.fromEntries(dynamic);
}

/** A variable with options is read as the expression of its name. */
function optionsOf({ valuesKey, valuesExpression }: Component): string | null {
  return expressionFrom(valuesExpression) ?? expressionFrom(valuesKey);
}

function expressionFrom(text: string | null | undefined): string | null {
  if (!text) return null;
  return isExpression(text) ? text : `=${text}`;
}

/** Problems of the expressions of a component. */
export function expressionProblems(component: Component): FormProblem[] {
  const name = nameOf(component);
  return Object.entries(dynamicOf(component) ?? {}).flatMap(([property, text]) => {
    const fault = faultOf(property, text);
    if (fault === null) return [];
    const problem = `Expected ${fault.expected} for the field "${name}", got ${text.slice(0, 60)}`;
    return [{ field: name, problem, remedy: fault.remedy }];
  });
}

/** What is wrong with an expression of a form; null: nothing. */
export function faultOf(property: string, text: string): { expected: string; remedy: string } | null {
  if (isExpression(text)) return feelFault(text);
  if (property === 'hidden' || property === 'readonly' || property === 'required')
    return { expected: `a condition that begins with =`, remedy: 'Write it as =amount > 1000.' };
  const braces = templateFault(text);
  if (braces !== null)
    return { expected: `braces that fit, not ${braces}`, remedy: 'Close every {{#if …}} and {{#loop …}}.' };
  return (
    expressionsIn(text)
      .map(feelFault)
      .find((fault) => fault !== null) ?? null
  );
}

/** Evaluates what `read-expression` has read. Never throws: a fault is a value. */
import { own } from '../invariant.ts';
import type { Value, Values } from '../model.ts';
import { isEmpty, show, toBoolean, toNumber, toText, Uncoercible } from './coerce.ts';
import type { Expression, Template } from './expression.ts';

/** What a variable can hold; text that grows in a loop would otherwise fill the server. */
const MAX_TEXT = 20_000;

export type Evaluation<T> = { ok: true; value: T } | { ok: false; problem: string };

/**
 * Evaluates a condition. As on the Camunda 7 family, a condition that is neither true nor false is a fault.
 *
 * ```ts
 * evaluateCondition(condition, { interest: 'yes' }) // { ok: true, value: true }
 * ```
 */
export function evaluateCondition(expression: Expression, variables: Values): Evaluation<boolean> {
  return guarded(() => {
    const value = resolve(expression, variables);
    if (typeof value === 'boolean') return value;
    throw new Uncoercible(`Expected a condition that is true or false, got ${show(value)}`);
  });
}

/** Evaluates a template to text; null becomes nothing. */
export function evaluateTemplate(template: Template, variables: Values): Evaluation<string> {
  return guarded(() =>
    template.map((part) => (typeof part === 'string' ? part : toText(resolve(part, variables)))).join(''),
  );
}

/**
 * Evaluates a template to a value: one expression alone keeps its type, everything else is text.
 *
 * ```ts
 * evaluateValue(template, { lines: ['a'] }) // for `${lines}`: { ok: true, value: ['a'] }
 * ```
 */
export function evaluateValue(template: Template, variables: Values): Evaluation<Value> {
  const [only, ...more] = template;
  if (only !== undefined && typeof only !== 'string' && more.length === 0)
    return evaluateExpression(only, variables);
  const text = evaluateTemplate(template, variables);
  if (!text.ok || text.value.length <= MAX_TEXT) return text;
  return { ok: false, problem: `Expected text of at most ${MAX_TEXT} characters, got ${text.value.length}` };
}

/** Evaluates a single expression. */
export function evaluateExpression(expression: Expression, variables: Values): Evaluation<Value> {
  return guarded(() => resolve(expression, variables));
}

function guarded<T>(evaluate: () => T): Evaluation<T> {
  try {
    return { ok: true, value: evaluate() };
  } catch (fault) {
    if (fault instanceof Uncoercible) return { ok: false, problem: fault.message };
    throw fault;
  }
}

function resolve(expression: Expression, variables: Values): Value {
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'variable':
      return Object.hasOwn(variables, expression.name) ? (variables[expression.name] ?? null) : null;
    case 'unary':
      return unary(expression.operator, resolve(expression.argument, variables));
    case 'binary':
      return binary(expression, variables);
    case 'choice':
      return toBoolean(resolve(expression.test, variables))
        ? resolve(expression.yes, variables)
        : resolve(expression.no, variables);
    case 'contains':
      return contains(resolve(expression.list, variables), resolve(expression.item, variables));
    case 'member':
      return member(resolve(expression.object, variables), resolve(expression.key, variables));
    case 'size':
      return size(resolve(expression.list, variables));
  }
}

function unary(operator: '!' | '-' | 'empty', value: Value): Value {
  if (operator === 'empty') return isEmpty(value);
  return operator === '!' ? !toBoolean(value) : 0 - toNumber(value);
}

function binary({ operator, left, right }: Expression & { type: 'binary' }, variables: Values): Value {
  if (operator === '&&') return toBoolean(resolve(left, variables)) && toBoolean(resolve(right, variables));
  if (operator === '||') return toBoolean(resolve(left, variables)) || toBoolean(resolve(right, variables));
  const a = resolve(left, variables);
  const b = resolve(right, variables);
  if (operator === '==') return equal(a, b);
  if (operator === '!=') return !equal(a, b);
  if (operator === '<' || operator === '>' || operator === '<=' || operator === '>=')
    return ordered(operator, a, b);
  return calculated(operator, a, b);
}

function calculated(operator: '+' | '-' | '*' | '/' | '%', a: Value, b: Value): number {
  const result = calculate(operator, toNumber(a), toNumber(b));
  // Plus zero, because JSON knows no negative one.
  if (Number.isFinite(result)) return result + 0;
  throw new Uncoercible(`Expected a number from ${show(a)} ${operator} ${show(b)}, got ${result}`);
}

function calculate(operator: '+' | '-' | '*' | '/' | '%', a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === 'number' || typeof b === 'number') return toNumber(a) === toNumber(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return toBoolean(a) === toBoolean(b);
  return toText(a) === toText(b);
}

function ordered(operator: '<' | '>' | '<=' | '>=', a: Value, b: Value): boolean {
  if (a === b) return operator === '<=' || operator === '>=';
  if (a === null || b === null) return false;
  if (typeof a === 'number' || typeof b === 'number') return compare(operator, toNumber(a), toNumber(b));
  if (typeof a === 'string' || typeof b === 'string') return compare(operator, toText(a), toText(b));
  throw new Uncoercible(`Expected numbers or texts around ${operator}, got ${show(a)} and ${show(b)}`);
}

function compare<T extends number | string>(operator: '<' | '>' | '<=' | '>=', a: T, b: T): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
  }
}

function contains(list: Value, item: Value): boolean {
  if (Array.isArray(list)) return typeof item === 'string' && list.includes(item);
  if (typeof list === 'string') return list.includes(toText(item));
  throw new Uncoercible(`Expected a list or text before .contains(…), got ${show(list)}`);
}

/** As JUEL: nothing has no members, a row has those that it has, a list those up to its end. */
function member(object: Value, key: Value): Value {
  if (object === null || key === null) return null;
  if (Array.isArray(object)) return object[toNumber(key)] ?? null;
  if (typeof object === 'object') return own(object, toText(key)) ?? null;
  throw new Uncoercible(`Expected a row or a list before .${toText(key)}, got ${show(object)}`);
}

function size(list: Value): number {
  if (Array.isArray(list)) return list.length;
  if (typeof list === 'object' && list !== null) return Object.keys(list).length;
  throw new Uncoercible(`Expected a list or a row before .size(), got ${show(list)}`);
}

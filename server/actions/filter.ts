/**
 * Filters of the data actions: what the CRM can judge is asked of it, the rest is judged here. A filter is
 * FEEL over the fields of a record; a name that no field has is a process variable.
 */
import { parseExpression } from 'feelin';
import type { Values } from '../../lib/protocol/index.ts';
import type { Condition, FieldValue, Operator } from '../crm/connector.ts';
import { childrenOf, conjuncts, type FeelNode as Node } from '../engine/parse/conjuncts.ts';
import { ActionError } from './action.ts';
import { evaluateFeel, holds } from './feel.ts';

/** A filter as far as the CRM can carry it out, and what is left to be looked at here. */
export interface SplitFilter {
  conditions: Condition[];
  /** Null: the CRM judges all of it. */
  rest: ((record: Values) => boolean) | null;
}

const COMPARISONS: Record<string, Operator> = {
  '=': 'equals',
  '!=': 'not-equals',
  '<': 'less',
  '>': 'greater',
  '<=': 'at-most',
  '>=': 'at-least',
};
const MIRRORED: Record<string, string> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=', '!=': '!=' };
const FUNCTIONS: Record<string, Operator> = { contains: 'contains', 'starts with': 'starts-with' };

/**
 * Splits a filter. Only parts that are joined by `and` go to the CRM, each of them a comparison of one field
 * with something that does not depend on the record.
 */
export function splitFilter(filter: string, fields: ReadonlySet<string>, variables: Values): SplitFilter {
  const conditions: Condition[] = [];
  const rest: string[] = [];
  for (const part of conjuncts(treeOf(filter), filter)) {
    const condition = conditionOf(part, filter, fields, variables);
    if (condition) conditions.push(condition);
    else rest.push(textOf(part, filter));
  }
  if (rest.length === 0) return { conditions, rest: null };
  const left = rest.map((part) => `(${part})`).join(' and ');
  return { conditions, rest: (record) => holds(left, { ...variables, ...record }) };
}

/** A part of a filter that compares one field with what does not depend on the record. */
export interface Comparison {
  from: number;
  to: number;
  /** All of them have to hold. */
  conditions: Condition[];
}

/** Every such part, in the order of the text, also those that are joined by `or` or stand in `not(…)`. */
export function comparisonsIn(filter: string, fields: ReadonlySet<string>, variables: Values): Comparison[] {
  const found = (node: Node): Comparison[] => {
    const { from, to } = node;
    const conditions = conditionsOf(node, filter, fields, variables);
    if (conditions.length > 0) return [{ from, to, conditions }];
    const [callee] = childrenOf(node);
    const isNot =
      node.name === 'FunctionInvocation' && callee !== undefined && textOf(callee, filter) === 'not';
    return isNot || JOINTS.has(node.name) ? childrenOf(node).flatMap(found) : [];
  };
  return found(treeOf(filter));
}

/** What stands between comparisons without giving names a meaning of their own. */
const JOINTS: ReadonlySet<string> = new Set([
  ...['Conjunction', 'Disjunction', 'ParenthesizedExpression', 'PositionalParameters'],
]);

/** What cannot be worked out is no comparison: FEEL says what becomes of it. */
function conditionsOf(node: Node, text: string, fields: ReadonlySet<string>, variables: Values): Condition[] {
  try {
    const only = conditionOf(node, text, fields, variables);
    return only ? [only] : between(node, text, fields, variables);
  } catch (fault) {
    if (fault instanceof ActionError) return [];
    throw fault;
  }
}

function between(node: Node, text: string, fields: ReadonlySet<string>, variables: Values): Condition[] {
  const [left, word, low, , high] = node.name === 'Comparison' ? childrenOf(node) : [];
  if (!left || word?.name !== 'between' || !low || !high) return [];
  const field = textOf(left, text);
  if (left.name !== 'VariableName' || !fields.has(field)) return [];
  const [least, most] = [low, high].map((part) => fixedValue(part, text, fields, variables));
  if (!least || !most || least.value === null || most.value === null) return [];
  return [
    { field, operator: 'at-least', value: least.value },
    { field, operator: 'at-most', value: most.value },
  ];
}

function treeOf(filter: string): Node {
  const top = parseExpression(filter, {}, undefined).topNode;
  let broken = false;
  // The parser goes on behind what it cannot read.
  top.cursor().iterate(({ type }) => {
    if (type.isError) broken = true;
  });
  const node = top.firstChild;
  if (node && !broken) return node;
  throw new ActionError(`Expected a FEEL expression as filter, got ${filter}. Correct the filter.`, {
    retryable: false,
  });
}

function conditionOf(
  node: Node,
  text: string,
  fields: ReadonlySet<string>,
  variables: Values,
): Condition | null {
  const isField = (part: Node) => part.name === 'VariableName' && fields.has(textOf(part, text));
  const fixed = (part: Node) => fixedValue(part, text, fields, variables);
  if (node.name === 'Comparison') {
    const [left, comparison, right, ...more] = childrenOf(node);
    if (left && comparison?.name === 'in' && isField(left)) {
      const values = listed(childrenOf(node).slice(2), text, fields, variables);
      return values === null ? null : { field: textOf(left, text), operator: 'in', value: values };
    }
    if (!left || !right || comparison?.name !== 'CompareOp' || more.length > 0) return null;
    const sign = textOf(comparison, text);
    const known = isField(left)
      ? ([left, sign, right] as const)
      : isField(right)
        ? ([right, MIRRORED[sign] ?? '', left] as const)
        : null;
    const operator = known && COMPARISONS[known[1]];
    const value = known && fixed(known[2]);
    return operator && value ? comparing(textOf(known[0], text), operator, value.value) : null;
  }
  if (node.name !== 'FunctionInvocation') return null;
  const [callee, , parameters] = childrenOf(node);
  const operator = callee && FUNCTIONS[textOf(callee, text)];
  const [field, value] = parameters ? childrenOf(parameters) : [];
  const known = value && fixed(value);
  return operator && field && isField(field) && typeof known?.value === 'string'
    ? { field: textOf(field, text), operator, value: known.value }
    : null;
}

function comparing(field: string, operator: Operator, value: FieldValue): Condition | null {
  if (value !== null) return { field, operator, value };
  if (operator === 'equals') return { field, operator: 'is-empty', value: null };
  return operator === 'not-equals' ? { field, operator: 'is-set', value: null } : null;
}

/** The values of `in ("a", "b")` or `in ["a", "b"]`; null for ranges and whatever is not known beforehand. */
function listed(
  nodes: readonly Node[],
  text: string,
  fields: ReadonlySet<string>,
  variables: Values,
): FieldValue[] | null {
  const inside = (node: Node): Node[] =>
    ['PositiveUnaryTests', 'PositiveUnaryTest', 'List'].includes(node.name)
      ? childrenOf(node).flatMap(inside)
      : ['(', ')', '[', ']', ','].includes(node.name)
        ? []
        : [node];
  const parts = nodes.flatMap(inside);
  const isPlain = ({ name }: Node) => name !== 'SimplePositiveUnaryTest' && name !== 'Interval';
  if (parts.length === 0 || !parts.every(isPlain)) return null;
  const values = parts.map((part) => fixedValue(part, text, fields, variables)?.value ?? null);
  return values.includes(null) ? null : values;
}

/** What a part comes to, when it reads no field of the record; null when it does, or is no single value. */
function fixedValue(
  node: Node,
  text: string,
  fields: ReadonlySet<string>,
  variables: Values,
): { value: FieldValue } | null {
  let readsField = false;
  node.cursor().iterate((inner) => {
    if (inner.name === 'VariableName' && fields.has(text.slice(inner.from, inner.to))) readsField = true;
  });
  if (readsField) return null;
  const value = node.name === 'null' ? null : evaluateFeel(textOf(node, text), variables);
  return typeof value === 'object' && value !== null ? null : { value };
}

const textOf = ({ from, to }: Node, text: string) => text.slice(from, to);

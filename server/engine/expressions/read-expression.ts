/** Reads the inside of `${…}`: the part of JUEL that this engine and the Camunda 7 family agree on. */
import jsep from 'jsep';
import type { BinaryOperator, Expression, Reading, UnaryOperator } from './expression.ts';

const BINARY: Record<string, { means: BinaryOperator; precedence: number }> = {
  '||': { means: '||', precedence: 1 },
  or: { means: '||', precedence: 1 },
  '&&': { means: '&&', precedence: 2 },
  and: { means: '&&', precedence: 2 },
  '==': { means: '==', precedence: 6 },
  eq: { means: '==', precedence: 6 },
  '!=': { means: '!=', precedence: 6 },
  ne: { means: '!=', precedence: 6 },
  '<': { means: '<', precedence: 7 },
  lt: { means: '<', precedence: 7 },
  '>': { means: '>', precedence: 7 },
  gt: { means: '>', precedence: 7 },
  '<=': { means: '<=', precedence: 7 },
  le: { means: '<=', precedence: 7 },
  '>=': { means: '>=', precedence: 7 },
  ge: { means: '>=', precedence: 7 },
  '+': { means: '+', precedence: 9 },
  '-': { means: '-', precedence: 9 },
  '*': { means: '*', precedence: 10 },
  '/': { means: '/', precedence: 10 },
  div: { means: '/', precedence: 10 },
  '%': { means: '%', precedence: 10 },
  mod: { means: '%', precedence: 10 },
};

const UNARY: Record<string, UnaryOperator> = { '!': '!', not: '!', '-': '-', empty: 'empty' };

/** Words that JUEL keeps for itself; a variable of that name would read differently on another engine. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  'and or not eq ne lt gt le ge true false null instanceof empty div mod'.split(' '),
);

const MAX_LENGTH = 2000;
const ALLOWED =
  'Use variables, text in quotes, numbers, true, false, null, == != < > <= >=, && || !, + - * / %, empty, a ? b : c, row.name, list[0], list.contains(…) and list.size().';

jsep.removeAllUnaryOps();
jsep.removeAllBinaryOps();
for (const [operator, { precedence }] of Object.entries(BINARY)) jsep.addBinaryOp(operator, precedence);
for (const operator of Object.keys(UNARY)) jsep.addUnaryOp(operator);

/** Raised inside this file only, to leave a deep tree; `readExpression` turns it into a value. */
class Unreadable extends Error {}

/**
 * Reads an expression without its `${` and `}`.
 *
 * ```ts
 * readExpression("interest == 'yes'") // { ok: true, value: { type: 'binary', operator: '==', … } }
 * readExpression('a.b')               // { ok: false, problem: 'Expected …, got a.b', remedy: … }
 * ```
 */
export function readExpression(source: string): Reading<Expression> {
  if (source.trim() === '') return unreadable('an expression between ${ and }, got nothing');
  if (source.length > MAX_LENGTH)
    return unreadable(`an expression of at most ${MAX_LENGTH} characters, got ${source.length}`);
  try {
    return { ok: true, value: convert(jsep(source)) };
  } catch (fault) {
    if (fault instanceof Unreadable) return unreadable(fault.message);
    const reason = fault instanceof RangeError ? 'one that is nested too deeply' : String(fault);
    return unreadable(`an expression, got ${source} (${reason.replace(/^Error: /, '')})`);
  }
}

function unreadable(problem: string): Reading<Expression> {
  return { ok: false, problem: `Expected ${problem}.`, remedy: ALLOWED };
}

function convert(node: jsep.Expression): Expression {
  const known = node as jsep.CoreExpression;
  switch (known.type) {
    case 'Literal':
      return { type: 'literal', value: literal(known) };
    case 'Identifier':
      return { type: 'variable', name: variable(known.name) };
    case 'UnaryExpression':
      return { type: 'unary', operator: unary(known.operator), argument: convert(known.argument) };
    case 'BinaryExpression':
      return {
        type: 'binary',
        operator: binary(known.operator),
        left: convert(known.left),
        right: convert(known.right),
      };
    case 'ConditionalExpression':
      return {
        type: 'choice',
        test: convert(known.test),
        yes: convert(known.consequent),
        no: convert(known.alternate),
      };
    case 'CallExpression':
      return method(known);
    case 'MemberExpression':
      return member(known);
    default:
      throw new Unreadable(`one expression, got ${known.type === 'Compound' ? 'several' : known.type}`);
  }
}

function literal(node: jsep.Literal): string | number | boolean | null {
  const { value, raw } = node;
  if (typeof value === 'string') {
    // JUEL knows three escapes; with any other the two engines would see different text.
    if (/\\[^\\'"]/.test(raw.replaceAll('\\\\', '')))
      throw new Unreadable(`only \\\\, \\' and \\" after a backslash, got ${raw}`);
    return value;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'boolean' || value === null) return value;
  throw new Unreadable(`text, a number, true, false or null, got ${raw}`);
}

function variable(name: string): string {
  if (RESERVED_WORDS.has(name)) throw new Unreadable(`a variable, got the reserved word ${name}`);
  return name;
}

function unary(operator: string): UnaryOperator {
  const means = Object.hasOwn(UNARY, operator) ? UNARY[operator] : undefined;
  if (means === undefined) throw new Unreadable(`!, -, not or empty, got ${operator}`);
  return means;
}

function binary(operator: string): BinaryOperator {
  const means = Object.hasOwn(BINARY, operator) ? BINARY[operator]?.means : undefined;
  if (means === undefined) throw new Unreadable(`an operator of the list, got ${operator}`);
  return means;
}

function member(node: jsep.MemberExpression): Expression {
  if (node.optional) throw new Unreadable('a . before a member, got ?.');
  const key = node.property as jsep.CoreExpression;
  if (node.computed) return { type: 'member', object: convert(node.object), key: convert(key) };
  if (key.type !== 'Identifier') throw new Unreadable('a name after ., got something else');
  return { type: 'member', object: convert(node.object), key: { type: 'literal', value: key.name } };
}

function method(node: jsep.CallExpression): Expression {
  const callee = node.callee as jsep.CoreExpression;
  const [item] = node.arguments;
  if (callee.type !== 'MemberExpression') throw new Unreadable('no function, got a call of one');
  const named = callee.property as jsep.CoreExpression;
  const name = named.type === 'Identifier' && !callee.computed && !callee.optional ? named.name : '?';
  const list = () => convert(callee.object);
  if (name === 'contains' && node.arguments.length === 1 && item !== undefined)
    return { type: 'contains', list: list(), item: convert(item) };
  if (name === 'size' && node.arguments.length === 0) return { type: 'size', list: list() };
  throw new Unreadable(`no method but contains(…) with one argument and size(), got ${name}(…)`);
}

/**
 * What an expression is once it has been read: a small tree of plain JSON that is stored in the definition.
 * Only what is in this union can be evaluated, so nothing an author writes reaches the machine behind it.
 */
import * as z from 'zod';

export const BINARY_OPERATORS = [
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
  '+',
  '-',
  '*',
  '/',
  '%',
] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

export const UNARY_OPERATORS = ['!', '-', 'empty'] as const;
export type UnaryOperator = (typeof UNARY_OPERATORS)[number];

export type Expression =
  | { type: 'literal'; value: string | number | boolean | null }
  | { type: 'variable'; name: string }
  | { type: 'unary'; operator: UnaryOperator; argument: Expression }
  | { type: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { type: 'choice'; test: Expression; yes: Expression; no: Expression }
  /** `row.name`, `row['name']` and `list[0]`. */
  | { type: 'member'; object: Expression; key: Expression }
  /** `list.contains('code')`: for questions with several answers. */
  | { type: 'contains'; list: Expression; item: Expression }
  /** `list.size()`. */
  | { type: 'size'; list: Expression };

export const Expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('literal'),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    }),
    z.object({ type: z.literal('variable'), name: z.string() }),
    z.object({ type: z.literal('unary'), operator: z.enum(UNARY_OPERATORS), argument: Expression }),
    z.object({
      type: z.literal('binary'),
      operator: z.enum(BINARY_OPERATORS),
      left: Expression,
      right: Expression,
    }),
    z.object({ type: z.literal('choice'), test: Expression, yes: Expression, no: Expression }),
    z.object({ type: z.literal('member'), object: Expression, key: Expression }),
    z.object({ type: z.literal('contains'), list: Expression, item: Expression }),
    z.object({ type: z.literal('size'), list: Expression }),
  ]),
);

/** Text with expressions in it: `Call back ${recordTitle}` is `['Call back ', <expression>]`. */
export type Template = (string | Expression)[];
export const Template: z.ZodType<Template> = z.array(z.union([z.string(), Expression]));

/** The outcome of reading something an author wrote: the value, or what is wrong and what to do about it. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problem: string; remedy: string };

/** The names of the variables that an expression reads. */
export function variablesOf(expression: Expression): string[] {
  switch (expression.type) {
    case 'literal':
      return [];
    case 'variable':
      return [expression.name];
    case 'unary':
      return variablesOf(expression.argument);
    case 'binary':
      return [...variablesOf(expression.left), ...variablesOf(expression.right)];
    case 'choice':
      return [expression.test, expression.yes, expression.no].flatMap(variablesOf);
    case 'contains':
      return [...variablesOf(expression.list), ...variablesOf(expression.item)];
    case 'member':
      return [...variablesOf(expression.object), ...variablesOf(expression.key)];
    case 'size':
      return variablesOf(expression.list);
  }
}

/** The names of the variables that a template reads. */
export function variablesOfTemplate(template: Template): string[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : variablesOf(part)));
}

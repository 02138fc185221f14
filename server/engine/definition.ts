/**
 * A process that passed every check, as plain JSON: what `deploy` makes and `step` runs. It is stored as it
 * stands; `format` rises when its shape changes.
 */
import * as z from 'zod';
import { Choice, PageButton, PageItem } from '../../lib/protocol/index.ts';
import { Expression, Template } from './expressions/expression.ts';
import { Duration } from './time.ts';

const task = {
  title: Template,
  hint: z.nullable(Template),
  /** The variable that receives the outcome. */
  result: z.nullable(z.string()),
  showPage: z.boolean(),
  assignee: z.nullable(Template),
  role: z.nullable(Template),
  due: z.nullable(Template),
  startIn: z.nullable(Duration),
  planned: z.nullable(Duration),
};

/** What a user task asks of a person: everything but the values of the variables. */
export const TaskPlan = z.discriminatedUnion('kind', [
  z.object({
    ...task,
    kind: z.literal('user-dialog'),
    question: Template,
    multiple: z.boolean(),
    required: z.boolean(),
    answers: z.array(Choice),
    preselected: z.nullable(z.string()),
  }),
  z.object({
    ...task,
    kind: z.literal('auto-generated-page'),
    recommendation: z.nullable(Template),
    items: z.array(PageItem),
    buttons: z.array(PageButton),
  }),
  z.object({
    ...task,
    kind: z.literal('perform-task'),
    category: z.string(),
    description: z.nullable(Template),
    results: z.array(Choice),
  }),
]);
export type TaskPlan = z.infer<typeof TaskPlan>;

const element = {
  id: z.string(),
  name: z.string(),
  /** "Run following elements in the background"; null: the flag of the token that arrives stays. */
  background: z.nullable(z.boolean()),
  /** Ids of flows, in the order of the file. */
  incoming: z.array(z.string()),
  outgoing: z.array(z.string()),
  defaultFlow: z.nullable(z.string()),
};

export const ProcessElement = z.discriminatedUnion('type', [
  z.object({ ...element, type: z.literal('startEvent') }),
  z.object({ ...element, type: z.literal('endEvent') }),
  z.object({ ...element, type: z.literal('userTask'), plan: TaskPlan }),
  z.object({ ...element, type: z.literal('exclusiveGateway') }),
  z.object({ ...element, type: z.literal('parallelGateway') }),
]);
export type ProcessElement = z.infer<typeof ProcessElement>;
export type ElementType = ProcessElement['type'];
export type ElementOf<Type extends ElementType> = Extract<ProcessElement, { type: Type }>;

export const Flow = z.object({
  id: z.string(),
  target: z.string(),
  condition: z.nullable(Expression),
});
export type Flow = z.infer<typeof Flow>;

export const Definition = z.object({
  format: z.literal(1),
  key: z.string(),
  name: z.string(),
  caption: Template,
  start: z.string(),
  elements: z.record(z.string(), ProcessElement),
  flows: z.record(z.string(), Flow),
});
export type Definition = z.infer<typeof Definition>;

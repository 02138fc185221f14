/** Record events are messages on a remote engine; which record is waited for is known from our definition. */
import type { EventOf, EventPlan, ProcessElement } from '../definition.ts';
import { evaluateTemplate } from '../expressions/evaluate.ts';
import type { Template } from '../expressions/expression.ts';
import type { RecordEvent, Values } from '../model.ts';

export type RecordReading = { ok: true; on: RecordEvent } | { ok: false; problem: string };

/** What an element waits for to happen to a record; null: nothing of the kind. */
export function readRecordEvent(element: ProcessElement | undefined, values: Values): RecordReading | null {
  const plan = element === undefined ? null : eventOf(element);
  return plan?.kind === 'record' ? evaluate(plan, values) : null;
}

/** The event of an element that has one. */
export function eventOf(element: ProcessElement): EventPlan | null {
  return 'event' in element ? element.event : null;
}

function evaluate(plan: EventOf<'record'>, values: Values): RecordReading {
  const [type, id] = [text(plan.recordType, values), plan.id === null ? '' : text(plan.id, values)];
  if (typeof type !== 'string') return { ok: false, problem: type.problem };
  if (typeof id !== 'string') return { ok: false, problem: id.problem };
  if (type === '') return { ok: false, problem: 'Expected a type of records, got nothing' };
  const { event, fields, filter } = plan;
  return { ok: true, on: { event, type, id: id === '' ? null : id, fields, filter } };
}

function text(template: Template, values: Values): string | { problem: string } {
  const evaluation = evaluateTemplate(template, values);
  return evaluation.ok ? evaluation.value.trim() : { problem: evaluation.problem };
}

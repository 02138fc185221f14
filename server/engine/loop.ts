/** Multi-instance: one element executed several times, one after the other or side by side. */
import { cancelInside } from './cancel.ts';
import type { Loop, ProcessElement } from './definition.ts';
import { evaluateCondition, evaluateExpression } from './expressions/evaluate.ts';
import { finish } from './finish.ts';
import { fail, incidentAt, recover } from './incident.ts';
import { invariant } from './invariant.ts';
import type { Incident, Value, Values } from './model.ts';
import { elementOf, type Run } from './run.ts';
import { valuesOf } from './scope.ts';
import type { OpenStep } from './state.ts';

/** More executions than this are a mistake, and would not fit into one state. */
const MAX_EXECUTIONS = 10_000;

/** Begins a multi-instance: its step is the body, and each execution a step inside it. */
export function startLoop(run: Run, body: OpenStep, element: ProcessElement, loop: Loop): Incident | null {
  const { over } = loop;
  const evaluation = evaluateExpression(over.value, valuesOf(run, body.parent ?? null));
  if (!evaluation.ok) return incidentAt(element, 'expression-failed', evaluation.problem);
  const { value } = evaluation;
  const total = over.type === 'collection' ? listLength(value) : wholeNumber(value);
  if (total === null || total > MAX_EXECUTIONS) {
    const expected = over.type === 'collection' ? 'a list of' : 'a number of executions up to';
    const got = total === null ? JSON.stringify(value) : total;
    const problem = `Expected ${expected} ${over.type === 'collection' ? 'at most ' : ''}${MAX_EXECUTIONS}, got ${got}`;
    return incidentAt(element, 'collection-invalid', problem);
  }
  body.loop = { total, started: 0, done: 0 };
  if (over.type === 'collection' && over.variable !== null) body.loop.rest = value as Value[];
  run.ended.push({ scope: body.id, iteration: null });
  return null;
}

/** Sees how far a multi-instance is: over, or with place for further executions. */
export function continueLoop(run: Run, body: OpenStep, ended: Values | null): void {
  const element = elementOf(run, body.element);
  const { loop } = element;
  invariant(loop !== null && body.loop !== undefined, `a multi-instance at ${element.id}`);
  const progress = { ...body.loop, done: body.loop.done + (ended === null ? 0 : 1) };
  body.loop = progress;
  const complete = isComplete(run, body, loop, ended);
  if (!complete.ok) {
    fail(run, body, incidentAt(element, 'expression-failed', complete.problem));
    return;
  }
  recover(run, body);
  if (complete.value || progress.done === progress.total) {
    cancelInside(run, body.id);
    finish(run, body);
  } else startFurther(run, body, loop);
}

/** The condition sees the variables of the execution that has just ended, as on the Camunda 7 family. */
function isComplete(run: Run, body: OpenStep, { completion }: Loop, ended: Values | null) {
  if (completion === null || body.loop?.done === 0) return { ok: true, value: false } as const;
  return evaluateCondition(completion, { ...valuesOf(run, body.id), ...ended });
}

function startFurther(run: Run, body: OpenStep, { sequential, limit, over }: Loop): void {
  const { loop } = body;
  invariant(loop !== undefined, `a multi-instance at ${body.element}`);
  const most = sequential ? 1 : (limit ?? loop.total);
  const count = Math.min(loop.total - loop.started, most - (loop.started - loop.done));
  const items = loop.rest?.slice(0, count);
  for (let place = 0; place < count; place += 1) {
    const index = loop.started + place;
    const item = over.type === 'collection' && over.variable !== null ? over.variable : null;
    run.tokens.push({
      element: body.element,
      flow: null,
      scope: body.id,
      background: body.background === true,
      index,
      variables: { loopCounter: index, ...(item === null ? {} : { [item]: items?.[place] ?? null }) },
    });
  }
  const rest = loop.rest?.slice(count) ?? [];
  const { rest: _, ...progress } = loop;
  body.loop = { ...progress, started: loop.started + count, ...(rest.length === 0 ? {} : { rest }) };
}

function listLength(value: Value): number | null {
  return Array.isArray(value) ? value.length : null;
}

function wholeNumber(value: Value): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}

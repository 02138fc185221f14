/**
 * A CRM is written to while a case ends: the request cannot be called back. What it has done, or may have done, is said in
 * the log of the case, and whichever case guides the record by then looks at it again.
 */
import * as z from 'zod';
import { StageOutcome } from '../../actions/case-stage.ts';
import { SUBSCRIPTIONS } from '../../cases/crm-jobs.ts';
import { RECORD_ELEMENT } from '../../cases/working.ts';
import type { Tx } from '../../store/store.ts';
import { carryOut } from '../carry-out.ts';
import { beginChange, type Subject } from '../change.ts';
import type { Errand } from '../errands.ts';
import { lockInstance } from '../instance-lock.ts';
import type { Surroundings } from '../surroundings.ts';

/** An attempt at a job that nobody waits for any more. */
interface LateAttempt {
  instance: string;
  step: string;
  element: string;
  /** What it was to do. */
  inputs: unknown;
  /** What it has done; null: nobody knows, the request went out and no answer came. */
  outputs: unknown;
}

const Wanted = z.object({ value: z.string() });

/** Notes what has come of it; nothing where it is no stage that was to be written. */
export async function tellLate(around: Surroundings, attempt: LateAttempt): Promise<void> {
  const { element, inputs, outputs } = attempt;
  const wanted = Wanted.safeParse(inputs);
  if (element !== RECORD_ELEMENT || !wanted.success) return;
  const answer = outputs === null ? null : StageOutcome.parse(outputs);
  if (answer !== null && answer.outcome !== 'written') return;
  const event = answer === null ? 'case.maybe-written' : 'case.written-late';
  await around.store.db
    .transaction()
    .execute((tx) => note(around, tx, attempt, { event, value: wanted.data.value }));
}

async function note(
  around: Surroundings,
  tx: Tx,
  { instance, step }: LateAttempt,
  { event, value }: { event: string; value: string },
): Promise<void> {
  const { subject, state, definition } = await lockInstance(around, tx, instance);
  const { status } = subject;
  // What runs still waits for another job, and learns from it.
  if (status !== 'completed' && status !== 'cancelled') return;
  const change = beginChange(around, tx, subject, { actor: null, at: around.now() });
  change.log.push({ element: RECORD_ELEMENT, event, data: { step, value } });
  change.errands.push(...(await looksOf(tx, subject)));
  await carryOut(change, { state, status, effects: [] }, definition, state);
}

/** The case that guides the record now may think that the CRM agrees with it. */
async function looksOf(tx: Tx, { id, record }: Subject): Promise<Errand[]> {
  if (record === null) return [];
  const others = await tx
    .selectFrom('record_case')
    .select('instance')
    .where('system', '=', record.system)
    .where('type', '=', record.type)
    .where('record', '=', record.id)
    .where('instance', '<>', id)
    .where('ended_at', 'is', null)
    .execute();
  const heard = { subscription: SUBSCRIPTIONS.modified, variables: {} };
  return others.map(({ instance }): Errand => ({ name: 'event', payload: { instance, ...heard } }));
}

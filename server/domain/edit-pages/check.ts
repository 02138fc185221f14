/** A client has seen that the record of a step was saved, or a person asks to look at it again (behaviour 1.4). */
import {
  type Command,
  type CommandResult,
  type LinkedRecord,
  ProtocolError,
  phrase,
  type User,
} from '../../../lib/protocol/index.ts';
import { CrmError, crmProblem } from '../../crm/errors.ts';
import type { Tx } from '../../store/store.ts';
import { noteAccess } from '../access.ts';
import type { Acting } from '../acting.ts';
import type { Changed } from '../carry-out.ts';
import { Outbox } from '../channels.ts';
import { postErrands } from '../errands.ts';
import { instruct } from '../events.ts';
import { lockInstance } from '../instance-lock.ts';
import type { Surroundings } from '../surroundings.ts';
import { readWorkableTask } from '../tasks.ts';
import { firstSeen, verdictOn } from './look.ts';
import { type Found, readTarget } from './reading.ts';
import { amendPage, placesOn, readWatchedTask, type WatchedTask } from './watched.ts';

export type Check = Extract<Command, { type: 'task.check' }>;

/** Reads the record of the task before the command's transaction begins; null: there is nothing to read. */
export async function readForCheck(
  around: Surroundings,
  user: User,
  { task: id, record }: Check,
): Promise<Found | null> {
  const { db } = around.store;
  await readWorkableTask(db, user, id);
  const task = await readWatchedTask(db, id);
  if (task === null) return null;
  const { target } = withRecord(task, record).content;
  try {
    const found = await readTarget(around, target);
    if (found.state === 'gone') await noteAccess(around, task, 'record-gone');
    return found;
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    throw new ProtocolError('connection-failed', { system: target.system, problem: crmProblem(fault) });
  }
}

/**
 * Completes the step when the record is as it should be, and has been saved or has changed since the step began; where
 * there are conditions, also when the person asks.
 * Otherwise the answer brings the page as it is now. A step that is over already is nobody's fault.
 */
export async function checkTask(
  around: Surroundings,
  tx: Tx,
  user: User,
  check: Check & { acting: Acting | null },
  found: Found | null,
): Promise<{ instance: string; changed: Changed } | CommandResult> {
  const { instance } = await readWorkableTask(tx, user, check.task);
  // Whatever is read from here on, nobody else changes.
  await lockInstance(around, tx, instance);
  await readWorkableTask(tx, user, check.task);
  const open = await readWatchedTask(tx, check.task);
  const nothing = { instance, open: [], ended: false };
  if (open === null || found === null) return nothing;
  const task = withRecord(open, check.record);
  const verdict = verdictOn(task, found);
  const isOther = open.seen !== null && open.seen !== verdict?.mark;
  const suffices = check.asked === true && (verdict?.conditions.length ?? 0) > 0;
  const counts = check.saved || check.record !== null || isOther || suffices;
  const done = verdict?.outcome != null && counts;
  const outbox = new Outbox();
  const page =
    done && check.record === null ? null : await amendPage(tx, open, firstSeen(task, found, verdict), outbox);
  if (!done || verdict.outcome === null) {
    await outbox.publish(tx);
    return { ...nothing, ...(page && { page }) };
  }
  const { step } = task;
  const { outcome, variables } = verdict;
  const instruction = { type: 'complete', step, variables, outcome } as const;
  const changed = await instruct(around, tx, instance, instruction, {
    ...{ actor: user, acting: check.acting, outbox },
  });
  await outbox.publish(tx);
  await lookAtOthers(tx, task);
  return { instance, changed };
}

/** Parallel steps on the same record are done with it (behaviour 1.4). */
async function lookAtOthers(tx: Tx, { content: { target } }: WatchedTask): Promise<void> {
  const { id } = target;
  if (id === null) return;
  const places = await placesOn(tx, { ...target, id });
  await postErrands(
    tx,
    places.map(({ instance, step }) => ({ name: 'record-look', payload: { instance, step, changed: true } })),
  );
}

/** The step with the record that was made for it; a step that has one keeps it. */
function withRecord(task: WatchedTask, record: LinkedRecord | null): WatchedTask {
  const { content } = task;
  if (record === null || content.target.id !== null) return task;
  const { system, type } = content.target;
  if (record.system !== system || record.type !== type)
    throw new ProtocolError('submission-unfit', {
      ...{
        field: phrase('the-record'),
        expected: phrase('record-of', { type, system }),
        got: phrase('record-of', { type: record.type, system: record.system }),
      },
    });
  return { ...task, record, content: { ...content, target: { ...content.target, id: record.id } } };
}

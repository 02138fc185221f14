/**
 * Looks at the record of an edit page without being asked by a person: when the step has begun, and when its CRM
 * says that the record has changed, whoever changed it (behaviour 0.2.3).
 */
import { isSameRecord, type LinkedRecord, ProtocolError } from '../../../lib/protocol/index.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Tx } from '../../store/store.ts';
import { noteAccess } from '../access.ts';
import { Outbox } from '../channels.ts';
import type { Errands } from '../errands.ts';
import { instruct } from '../events.ts';
import { lockInstance } from '../instance-lock.ts';
import type { Surroundings } from '../surroundings.ts';
import { judge, labelled, labelOf, type Verdict } from './judge.ts';
import { type Found, readTarget } from './reading.ts';
import { amendPage, type EditPage, type PageChange, readWatched, type WatchedTask } from './watched.ts';

type Place = Errands['record-look'];

/** The errand `record-look`. */
export async function lookAtRecord(around: Surroundings, place: Place): Promise<void> {
  const task = await readWatched(around.store.db, place);
  if (task === null) return;
  const found = await asked(() => readTarget(around, task.content.target));
  if (found === null) {
    await around.store.db.transaction().execute((tx) => noteRefusal(around, tx, place));
    return;
  }
  if (found.state === 'gone') await noteAccess(around, place, 'record-gone');
  await around.store.db.transaction().execute((tx) => takeNote(around, tx, place, found));
}

/** What a CRM will refuse again is let be: the person can still ask for another look. */
async function asked(read: () => Promise<Found>): Promise<Found | null> {
  try {
    return await read();
  } catch (fault) {
    if (fault instanceof CrmError && !fault.retryable) return null;
    throw fault;
  }
}

/** The page no longer waits for what can't be read. */
async function noteRefusal(around: Surroundings, tx: Tx, place: Place): Promise<void> {
  await lockInstance(around, tx, place.instance);
  const task = await readWatched(tx, place);
  if (task?.content.confirmedBy !== 'unknown') return;
  const outbox = new Outbox();
  await amendPage(tx, task, { content: { ...task.content, confirmedBy: 'server' } }, outbox);
  await outbox.publish(tx);
}

async function takeNote(around: Surroundings, tx: Tx, place: Place, found: Found): Promise<void> {
  await lockInstance(around, tx, place.instance);
  const task = await readWatched(tx, place);
  if (task === null) return;
  const verdict = verdictOn(task, found);
  if (place.changed && verdict?.outcome != null && task.seen !== null && task.seen !== verdict.mark) {
    await completeBySystem(around, tx, task, verdict);
    return;
  }
  const outbox = new Outbox();
  await amendPage(tx, task, firstSeen(task, found, verdict), outbox);
  await outbox.publish(tx);
}

/** What the record comes to; null: it is not there. */
export function verdictOn({ content, watch }: WatchedTask, found: Found): Verdict | null {
  return found.state === 'there' ? judge(content, watch, found.record, found.fields) : null;
}

/** What is known of a record after it was read; the first time, how it was when the step began. */
export function firstSeen(task: WatchedTask, found: Found, verdict: Verdict | null): PageChange {
  return { ...known(task, found, verdict), seen: task.seen ?? verdict?.mark ?? null };
}

/** What is known of a record after it was read, for its page. */
function known(task: WatchedTask, found: Found, verdict: Verdict | null): PageChange {
  const { content, record } = task;
  const page: EditPage = {
    ...content,
    confirmedBy: found.state === 'unconnected' ? 'person' : 'server',
    gone: found.state === 'gone',
    conditions: verdict?.conditions ?? content.conditions,
    offered: 'fields' in found ? offeredOf(content, found.fields) : content.offered,
  };
  return { content: page, record: found.state === 'there' ? titled(task, found) : record };
}

/** Codes of choices are the CRM's own matter: what is offered is what its page shows. */
function offeredOf({ offered }: EditPage, fields: Parameters<typeof labelOf>[0]): EditPage['offered'] {
  return offered.map(({ field, value }) => ({
    ...{ field, label: labelOf(fields, field), value: String(labelled(fields, field, value) ?? '') },
  }));
}

function titled(
  { content, record }: WatchedTask,
  { record: { id, title, url } }: Extract<Found, { state: 'there' }>,
): LinkedRecord | null {
  const linked = { ...content.target, id, title, url };
  // The address by which a person has come is the one that this CRM is reached by.
  return isSameRecord(record, linked) && record?.url ? { ...linked, url: record.url } : linked;
}

async function completeBySystem(
  around: Surroundings,
  tx: Tx,
  { instance, step }: WatchedTask,
  { outcome, variables }: Verdict,
): Promise<void> {
  const instruction = { type: 'complete', step, variables, outcome: outcome ?? '' } as const;
  try {
    await instruct(around, tx, instance, instruction);
  } catch (error) {
    if (!(error instanceof ProtocolError) || !OVER.has(error.wire.code)) throw error;
  }
}

/** Somebody was faster. */
const OVER: ReadonlySet<string> = new Set([
  'task-closed',
  'task-unknown',
  'instance-closed',
  'instance-unknown',
]);

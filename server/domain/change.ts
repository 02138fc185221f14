/** One engine command carried out on one instance: state, effects, log and events in one transaction. */
import type { LinkedRecord, TaskEnd, User } from '../../lib/protocol/index.ts';
import type { Incident, InstanceStatus } from '../engine/model.ts';
import type { Advance } from '../engine/port.ts';
import type { Tx } from '../store/store.ts';
import { Outbox } from './channels.ts';
import { carryOutEffect } from './effects.ts';
import { readAudience } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readOpenTasks, readTasks, type TaskRow, toTask } from './tasks.ts';

/** The instance that a change is made to, as it was before. */
export interface Subject {
  id: string;
  process: { key: string; version: number; name: string };
  caption: string;
  record: LinkedRecord | null;
  incident: Incident | null;
  revision: number;
}

/** What a change has collected so far. */
export interface Change {
  readonly tx: Tx;
  readonly around: Surroundings;
  readonly subject: Subject;
  readonly actor: User | null;
  readonly at: Date;
  caption: string;
  incident: Incident | null;
  ended: boolean;
  /** What the person added when they completed the step; for the log. */
  details: string | null;
  readonly log: LogEntry[];
  /** Ids of the tasks that were opened, in order; `foreground` as the engine sees it. */
  readonly opened: { id: string; foreground: boolean }[];
  readonly closed: { row: TaskRow; end: TaskEnd }[];
}

export interface LogEntry {
  element: string | null;
  event: string;
  data: Record<string, unknown>;
}

/** What came of a change, for the answer to whoever asked for it. */
export interface Changed {
  status: InstanceStatus;
  /** Rows of the tasks that were opened. */
  opened: { row: PageRow; foreground: boolean }[];
}

/** Starts to collect a change. */
export function beginChange(
  around: Surroundings,
  tx: Tx,
  subject: Subject,
  actor: User | null,
  at: Date,
  details: string | null = null,
): Change {
  const { caption, incident } = subject;
  return {
    tx,
    around,
    subject,
    actor,
    at,
    caption,
    incident,
    ended: false,
    details,
    log: [],
    opened: [],
    closed: [],
  };
}

/** Carries out what the engine decided: saves state, effects, log and events. */
export async function carryOut(change: Change, advance: Advance): Promise<Changed> {
  for (const effect of advance.effects) await carryOutEffect(change, effect);
  const status = statusAfter(change, advance.status);
  await saveInstance(change, advance.state, status);
  await writeLog(change);
  const opened = await publish(change);
  return { status, opened };
}

/** A performer that nobody is stays an incident that the engine knows nothing of. */
function statusAfter(change: Change, status: InstanceStatus): InstanceStatus {
  return status === 'running' && change.incident ? 'error' : status;
}

async function saveInstance(change: Change, state: unknown, status: InstanceStatus): Promise<void> {
  const { tx, subject, incident } = change;
  await tx
    .updateTable('instance')
    .set({
      state: JSON.stringify(state),
      status,
      caption: change.caption,
      incident: incident ? JSON.stringify(incident) : null,
      ended_at: change.ended ? change.at : null,
      revision: subject.revision + 1,
    })
    .where('id', '=', subject.id)
    .execute();
}

async function writeLog(change: Change): Promise<void> {
  const { tx, subject, at, actor } = change;
  if (change.log.length === 0) return;
  const last = await tx
    .selectFrom('step_log')
    .select((the) => the.fn.max('position').as('position'))
    .where('instance', '=', subject.id)
    .executeTakeFirst();
  const first = (last?.position ?? 0) + 1;
  const rows = change.log.map((entry, index) => ({
    instance: subject.id,
    position: first + index,
    at,
    actor: actor?.id ?? null,
    element: entry.element,
    event: entry.event,
    data: JSON.stringify(entry.data),
  }));
  await tx.insertInto('step_log').values(rows).execute();
}

/** Tells everybody whose list has changed. A task that came and went in one change is told to nobody. */
async function publish(change: Change) {
  const { tx, subject } = change;
  const outbox = new Outbox();
  const rows = await readTasks(
    tx,
    change.opened.map((task) => task.id),
  );
  const opened = change.opened.flatMap(({ id, foreground }) => {
    const row = rows.find((one) => one.id === id);
    return row ? [{ row, foreground }] : [];
  });
  for (const { row, end } of change.closed) {
    if (opened.some((task) => task.row.id === row.id)) continue;
    outbox.add(await audienceOf(tx, row), { type: 'task.removed', task: row.id, end });
  }
  const fresh = opened.map((task) => task.row).filter((row) => row.ended_at === null);
  const renamed = change.caption === subject.caption ? [] : await readOpenTasks(tx, subject.id);
  for (const row of [...renamed.filter((one) => !fresh.some((task) => task.id === one.id)), ...fresh]) {
    outbox.add(await audienceOf(tx, row), { type: 'task.upserted', task: toTask(row) });
  }
  await outbox.publish(tx);
  return opened;
}

function audienceOf(tx: Tx, row: TaskRow): Promise<string[]> {
  return readAudience(tx, { user: row.performer_user, role: row.performer_role });
}

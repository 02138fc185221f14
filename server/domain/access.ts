/**
 * Whether a performer, or anybody of a role, may open the record of their task in its CRM (must-have M33). Asked after the task is
 * there, outside of any transaction, because a CRM takes its time; what is found stands with the step.
 */
import { sql } from 'kysely';
import { ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { TaskTable } from '../store/schema.ts';
import type { Db, Tx } from '../store/store.ts';
import { carryOut } from './carry-out.ts';
import { beginChange, type Change, setStanding } from './change.ts';
import type { Outbox } from './channels.ts';
import { type Errands, errandKeys, postErrands } from './errands.ts';
import { lockInstance } from './instance-lock.ts';
import { askForDecision } from './notices.ts';
import type { RecordAccess, Surroundings } from './surroundings.ts';

type Place = Errands['access'];
type Obstacle = NonNullable<TaskTable['obstacle']>;

const OBSTACLES = { closed: 'record-closed', gone: 'record-gone' } as const;

/** The errand `access`: asks the CRM, and notes what it says. */
export async function checkAccess(around: Surroundings, place: Place): Promise<void> {
  const { mayOpen, store } = around;
  const task = await readChecked(store.db, place);
  if (!mayOpen || !task?.record) return;
  const { system, type, id } = task.record;
  const record = { system, type, id };
  const access =
    task.login === null
      ? await accessOfRole(store.db, task.performer_role, (login) => mayOpen(record, login))
      : await mayOpen(record, task.login);
  if (access === null) return;
  const obstacle = access === 'open' ? null : OBSTACLES[access];
  if (obstacle === task.obstacle) return;
  await store.db.transaction().execute((tx) =>
    amend(around, tx, place.instance, { actor: null, outbox: null }, async (change) => {
      const now = await readChecked(tx, place);
      // Somebody has done it, or has given it to somebody else, in the meantime.
      if (now?.login !== task.login || now.performer_role !== task.performer_role) return false;
      noteObstacle(change, place.step, task, obstacle);
      return true;
    }),
  );
}

/**
 * Somebody has opened the page of a task: its record is looked for again. A CRM that is only asked what has changed
 * never tells what was deleted, so the step would wait for a record that is long gone, and nobody would know.
 */
export async function lookAgain({ store, mayOpen }: Surroundings, task: string): Promise<void> {
  if (!mayOpen) return;
  const place = await store.db
    .selectFrom('task')
    .select(['instance', 'step'])
    .where('id', '=', task)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`record ->> 'system' in (select system from system_connection)`)
    .executeTakeFirst();
  if (place) await postErrands(store.db, [{ name: 'access', payload: place, key: errandKeys.access(task) }]);
}

/** So many members of a role are asked about at most: each is a question to the CRM. */
const MOST_MEMBERS = 20;

/**
 * Whether any member of a role may open the record: one is enough. `null`, nothing is known: there are no active
 * members, the CRM does not tell, or there are more who were not asked about.
 */
async function accessOfRole(
  db: Db,
  role: string | null,
  ask: (login: string) => Promise<RecordAccess>,
): Promise<RecordAccess> {
  if (role === null) return null;
  const members = await db
    .selectFrom('account_role')
    .innerJoin('account', 'account.id', 'account_role.account')
    .select('login')
    .where('role', '=', role)
    .where('active', '=', true)
    .orderBy('account.id')
    .limit(MOST_MEMBERS + 1)
    .execute();
  for (const { login } of members.slice(0, MOST_MEMBERS)) {
    const access = await ask(login);
    if (access !== 'closed') return access;
  }
  return members.length === 0 || members.length > MOST_MEMBERS ? null : 'closed';
}

/** Notes that the record of a task is not there (any more): whoever looks after the process is told at once. */
export async function noteAccess(around: Surroundings, place: Place, obstacle: Obstacle): Promise<void> {
  await around.store.db.transaction().execute((tx) =>
    amend(around, tx, place.instance, { actor: null, outbox: null }, async (change) => {
      const task = await readChecked(tx, place);
      if (!task || task.obstacle === obstacle) return false;
      noteObstacle(change, place.step, task, obstacle);
      return true;
    }),
  );
}

/** The errand `record-gone`: its CRM has said that the record of a task was deleted, whatever kind of page it has. */
export function noteGone(around: Surroundings, place: Errands['record-gone']): Promise<void> {
  return noteAccess(around, place, 'record-gone');
}

/**
 * Looks again at a step that waits for a person and that something stands in the way of: its performer, and
 * their right to the record. Throws `step-unfit` when nothing does.
 */
export async function checkAgain(
  around: Surroundings,
  tx: Tx,
  user: User,
  place: Place,
  outbox: Outbox | null = null,
): Promise<void> {
  await amend(around, tx, place.instance, { actor: user, outbox }, async (change) => {
    const task = await readChecked(tx, place);
    if (!task || !change.problems.has(place.step))
      throw new ProtocolError('step-unfit', { expected: phrase('failed-step'), got: phrase('not-failed') });
    change.log.push({ element: task.element, event: 'step.retried', data: { step: place.step } });
    // As if it were assigned anew to the same performer: they are looked at, and told.
    const user = task.performer_user ?? (await managerOf(tx, task.manager_of));
    const performer = { user, role: task.performer_role };
    change.reassigned.set(place.step, performer);
    // A manager whom nobody knew when it opened has been asked by no mail yet.
    if (user !== task.performer_user) askForDecision(change, task, performer);
    if (around.mayOpen) change.errands.push({ name: 'access', payload: place });
    if (task.obstacle === 'record-gone')
      change.errands.push({ name: 'record-look', payload: { ...place, changed: false } });
    return true;
  });
}

/** A change of what the engine knows nothing of. `work` says whether there is one. */
export async function amend(
  around: Surroundings,
  tx: Tx,
  instance: string,
  occasion: { actor: User | null; outbox: Outbox | null },
  work: (change: Change) => Promise<boolean>,
): Promise<void> {
  const { subject, state, definition, problems } = await lockInstance(around, tx, instance);
  if (subject.status === 'completed' || subject.status === 'cancelled') return;
  const change = beginChange(around, tx, subject, { ...occasion, at: around.now(), problems });
  if (!(await work(change))) return;
  // It runs; what stands in its way is counted when it is written.
  await carryOut(change, { state, status: 'running', effects: [] }, definition, state);
}

interface CheckedTask {
  element: string;
  title: string;
  name: string | null;
  role_name: string | null;
}

function noteObstacle(change: Change, step: string, task: CheckedTask, obstacle: Obstacle | null): void {
  const { element, title } = task;
  change.obstacles.set(step, obstacle);
  if (obstacle === null) {
    setStanding(change, step, {});
    return;
  }
  const got = obstacle === 'record-gone' ? 'one that is not there any more' : `one that ${whoMayNot(task)}`;
  const message = `Expected a record for "${title}" that its performer can open, got ${got}. Assign the step to somebody else, or change that in the CRM and retry.`;
  const incident = { code: 'record-closed', element, message } as const;
  setStanding(change, step, { status: 'error', incident });
  change.log.push({ element, event: 'instance.failed', data: { step, ...incident } });
}

function whoMayNot({ name, role_name }: CheckedTask): string {
  if (name !== null) return `${name} may not open`;
  return role_name === null ? 'the performer may not open' : `no member of ${role_name} may open`;
}

function readChecked(db: Db, { instance, step }: Place) {
  return db
    .selectFrom('task')
    .leftJoin('account', 'account.id', 'task.performer_user')
    .leftJoin('role', 'role.id', 'task.performer_role')
    .select([
      'task.id',
      'element',
      'title',
      'content',
      'record',
      'obstacle',
      'performer_user',
      'performer_role',
      'login',
    ])
    .select(['account.name', 'role.name as role_name', 'manager_of'])
    .where('instance', '=', instance)
    .where('step', '=', step)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The manager of an employee, who may have been entered in the meantime. */
async function managerOf(db: Db, employee: string | null): Promise<string | null> {
  if (employee === null) return null;
  const found = await db
    .selectFrom('account')
    .select('manager')
    .where('id', '=', employee)
    .executeTakeFirst();
  return found?.manager ?? null;
}

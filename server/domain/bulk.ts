/** Many starts, cancellations or reassignments in one go: each by itself, so that the failure of one does not stop the others. */
import {
  type Bulk,
  type LinkedRecord,
  ProtocolError,
  type User,
  type Values,
} from '../../lib/protocol/index.ts';
import type { BulkDetail, BulkItemTable, BulkSubject } from '../store/bulk-tables.ts';
import { anyOf, type Db, type Tx } from '../store/store.ts';
import { cancelIn } from './cancel.ts';
import { type Beginning, prepareCase, prepareGathered } from './cases/beginning.ts';
import { isOutOfReach } from './cases/reading.ts';
import { type Errands, postErrands } from './errands.ts';
import { readUser, requirePermission } from './people.ts';
import { reassignStep } from './reassign-step.ts';
import { isRefusedStart, readStartable, startByHand, UnreadRecord } from './starts.ts';
import type { Surroundings } from './surroundings.ts';

/** Failures that are told with a bulk. */
const MOST_FAILURES = 100;

/** What a person starts on many records. */
export interface StartMany {
  process: string;
  records: LinkedRecord[];
  parameters: Values;
}

/** Begins to start one instance for each record (behaviour 3.1). Throws what `startByHand` throws for all alike. */
export async function startMany(
  around: Surroundings,
  tx: Tx,
  user: User,
  { process, records, parameters }: StartMany,
): Promise<Bulk> {
  const { facts } = await readStartable(tx, user, process);
  return beginBulk(around, tx, user, facts.name, { kind: 'start', process, parameters }, records);
}

/**
 * Begins to cancel these instances, one after the other; until its turn each is *cancelling* (behaviour 4.6).
 * Those that have ended are left out. Needs *cancel instances*.
 */
export async function cancelMany(
  around: Surroundings,
  tx: Tx,
  user: User,
  instances: readonly string[],
  reason: string,
): Promise<Bulk> {
  requirePermission(user, 'cancel-instances');
  return cancelAll(around, tx, user, instances, reason);
}

/** The same for whoever has been found to be allowed to. */
export async function cancelAll(
  around: Surroundings,
  tx: Tx,
  user: User,
  instances: readonly string[],
  reason: string,
): Promise<Bulk> {
  // In the order of their ids, as everybody who locks several.
  const locked = await tx
    .selectFrom('instance')
    .select('id')
    .where('id', '=', anyOf(instances))
    .where('status', 'in', ['running', 'error', 'cancelling'])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const ids = locked.map(({ id }) => id);
  await tx.updateTable('instance').set({ status: 'cancelling' }).where('id', '=', anyOf(ids)).execute();
  return beginBulk(around, tx, user, reason, { kind: 'cancel', reason }, ids);
}

/** Stores a bulk and plans its items; each is done in a transaction of its own. */
export async function beginBulk(
  around: Surroundings,
  tx: Tx,
  user: User,
  title: string,
  detail: BulkDetail,
  subjects: readonly BulkSubject[],
): Promise<Bulk> {
  const id = around.newId();
  const at = around.now();
  await tx
    .insertInto('bulk')
    .values({
      ...{ id, kind: detail.kind, account: user.id, title, total: subjects.length, created_at: at },
      ...{ detail: JSON.stringify(detail), ended_at: subjects.length === 0 ? at : null },
    })
    .execute();
  await planItems(around, tx, id, subjects);
  return readBulk(tx, user, id);
}

/** Plans the items of a bulk. */
export async function planItems(
  around: Surroundings,
  tx: Tx,
  id: string,
  subjects: readonly BulkSubject[],
): Promise<void> {
  const items = subjects.map((subject, position) => ({
    ...{ bulk: id, position, subject: JSON.stringify(subject), status: 'waiting' as const },
    ...{ instance: instanceOf(around, subject), problem: null },
  }));
  for (let from = 0; from < items.length; from += 1000)
    await tx
      .insertInto('bulk_item')
      .values(items.slice(from, from + 1000))
      .execute();
  await postErrands(
    tx,
    items.map(({ position }) => ({ name: 'bulk', payload: { bulk: id, position } })),
  );
}

/** The one that is to be started gets its id now, so that it is started once. */
function instanceOf(around: Surroundings, subject: BulkSubject): string {
  if (typeof subject === 'string') return subject;
  return 'step' in subject ? subject.instance : around.newId();
}

function titleOf(subject: BulkSubject): string {
  if (typeof subject === 'string') return subject;
  return subject.title ?? ('id' in subject ? `${subject.type} ${subject.id}` : subject.step);
}

/** How far a bulk has come; its own to each person, all to who may see the log. Throws `bulk-unknown`. */
export async function readBulk(db: Db, user: User, id: string): Promise<Bulk> {
  const bulk = await db.selectFrom('bulk').selectAll().where('id', '=', id).executeTakeFirst();
  if (!bulk || (bulk.account !== user.id && !user.permissions.includes('see-log')))
    throw new ProtocolError('bulk-unknown', { id });
  const counts = await db
    .selectFrom('bulk_item')
    .select((the) => ['status', the.fn.countAll<string>().as('count')])
    .where('bulk', '=', id)
    .groupBy('status')
    .execute();
  const failures = await db
    .selectFrom('bulk_item')
    .select(['subject', 'problem'])
    .where('bulk', '=', id)
    .where('status', '=', 'failed')
    .orderBy('position')
    .limit(MOST_FAILURES)
    .execute();
  const countOf = (status: BulkItemTable['status']) =>
    Number(counts.find((row) => row.status === status)?.count ?? 0);
  return {
    ...{ id, kind: bulk.kind, title: bulk.title, total: bulk.total },
    ...{ done: countOf('done'), failed: countOf('failed') },
    ...{ createdAt: bulk.created_at.toISOString(), endedAt: bulk.ended_at?.toISOString() ?? null },
    failures: failures.map(({ subject, problem }) => ({
      subject: titleOf(subject),
      problem: problem ?? '',
    })),
  };
}

/** The errand `bulk`: one subject, in a transaction of its own. */
export async function doBulkItem(around: Surroundings, { bulk, position }: Errands['bulk']): Promise<void> {
  const { db } = around.store;
  const attempt = (beginning?: Beginning) =>
    db.transaction().execute((tx) => doItem(around, tx, { bulk, position }, beginning));
  try {
    const item = await readItem(db, { bulk, position });
    // It has been deleted by its age.
    if (!item) return;
    const isGathered = typeof item.subject !== 'string' && 'gathered' in item.subject;
    await attempt(isGathered ? await readBeginning(around, item) : undefined).catch(async (error) => {
      if (!(error instanceof UnreadRecord)) throw error;
      return attempt(await readBeginning(around, item));
    });
  } catch (error) {
    // The errand is tried again: what is waited for may come.
    if (!isRefusedStart(error) || isOutOfReach(error)) throw error;
    await db
      .updateTable('bulk_item')
      .set({ status: 'failed', problem: error.message })
      .where('bulk', '=', bulk)
      .where('position', '=', position)
      .where('status', '=', 'waiting')
      .execute();
  }
  await endBulk(around, bulk);
}

type Item = NonNullable<Awaited<ReturnType<typeof readItem>>>;

function readItem(db: Db, { bulk, position }: Errands['bulk']) {
  return db
    .selectFrom('bulk_item')
    .innerJoin('bulk', 'bulk.id', 'bulk_item.bulk')
    .select(['subject', 'detail', 'account'])
    .where('bulk_item.bulk', '=', bulk)
    .where('position', '=', position)
    .executeTakeFirst();
}

/** The record that a case is to begin on, as its CRM shows it now. */
async function readBeginning(
  around: Surroundings,
  { detail, subject, account }: Item,
): Promise<Beginning | undefined> {
  if (detail.kind !== 'start' || typeof subject === 'string' || !('id' in subject)) return undefined;
  const { gathered = false, ...record } = subject;
  const { process } = detail;
  const prepared = gathered
    ? prepareGathered(around, process, record)
    : prepareCase(around, process, record, account);
  return (await prepared) ?? undefined;
}

async function doItem(
  around: Surroundings,
  tx: Tx,
  { bulk, position }: Errands['bulk'],
  beginning?: Beginning,
): Promise<void> {
  const item = await tx
    .selectFrom('bulk_item')
    .innerJoin('bulk', 'bulk.id', 'bulk_item.bulk')
    .select(['subject', 'instance', 'account', 'detail'])
    .where('bulk_item.bulk', '=', bulk)
    .where('position', '=', position)
    .where('status', '=', 'waiting')
    .forUpdate('bulk_item')
    .executeTakeFirst();
  if (!item?.account) return;
  const { detail, subject, instance: id } = item;
  const { account } = item;
  if (detail.kind === 'start' && typeof subject !== 'string' && 'id' in subject) {
    const { process, parameters } = detail;
    const user = await readUser(tx, account);
    const { gathered: _, ...given } = subject;
    const { record = given, variables } = beginning ?? {};
    const read = variables === undefined ? {} : { variables };
    await startByHand(around, tx, user, { process, record, parameters, origin: 'bulk', id, ...read });
  }
  if (detail.kind === 'reassign' && typeof subject !== 'string' && 'step' in subject) {
    const { user: person, role } = detail;
    await reassignStep(around, tx, await readUser(tx, account), subject, { user: person, role });
  }
  if (detail.kind === 'cancel' && typeof subject === 'string') {
    // What was ordered is done, even if whoever ordered it has left.
    const user = await readUser(tx, account).catch(() => null);
    await cancelIn(around, tx, user, subject, detail.reason);
  }
  await tx
    .updateTable('bulk_item')
    .set({ status: 'done' })
    .where('bulk', '=', bulk)
    .where('position', '=', position)
    .execute();
}

/** After the last item, whoever carries it out. */
async function endBulk(around: Surroundings, bulk: string): Promise<void> {
  await around.store.db
    .updateTable('bulk')
    .set({ ended_at: around.now() })
    .where('id', '=', bulk)
    .where('ended_at', 'is', null)
    .where((the) =>
      the.not(
        the.exists(
          the
            .selectFrom('bulk_item')
            .select('position')
            .where('bulk', '=', bulk)
            .where('status', '=', 'waiting'),
        ),
      ),
    )
    .execute();
}

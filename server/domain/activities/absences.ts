/**
 * Deputies: while somebody is away, the tasks that are assigned to them are also their deputy's, who sees and works
 * on them. Tasks that come to a deputy this way go no further.
 *
 * Whether somebody is away is a column that is turned in a transaction, not a matter of the clock: so what a
 * channel tells and what a snapshot shows never differ. The deputy gets a new snapshot once every transaction has
 * ended that could have been under way at the turn and told them nothing.
 */
import { sql } from 'kysely';
import { type Absence, type ActivityCommand, phrase } from '../../../lib/protocol/index.ts';
import type { Db, Tx } from '../../store/store.ts';
import { resetChannels } from '../channels.ts';
import { dropErrands, type Errands, errandKeys, postErrands } from '../errands.ts';
import type { Occasion } from '../hand-over.ts';
import type { Surroundings } from '../surroundings.ts';
import { unfit } from './requirements.ts';

type Wanted = Extract<ActivityCommand, { type: 'absence.set' }>['absence'];

/** How long a transaction is waited for at most, and how often it is looked. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 500;

/** The absence of a user, present or announced. */
export async function readAbsence(db: Db, account: string, now: Date): Promise<Absence | null> {
  const row = await db
    .selectFrom('absence')
    .innerJoin('account', 'account.id', 'absence.deputy')
    .select(['absence.from', 'absence.until', 'account.id', 'account.name'])
    .where('absence.account', '=', account)
    .where('absence.until', '>=', now)
    .executeTakeFirst();
  if (!row) return null;
  const { id, name } = row;
  return { from: row.from.toISOString(), until: row.until.toISOString(), deputy: { id, name } };
}

/** Announces an absence of the user, in place of the one before; null: they are back. */
export async function setAbsence({ around, tx, user }: Occasion, wanted: Wanted): Promise<void> {
  if (wanted !== null) await requireAbsence(tx, user.id, wanted, around.now());
  const before = await tx
    .deleteFrom('absence')
    .where('account', '=', user.id)
    .returningAll()
    .executeTakeFirst();
  await dropErrands(tx, [errandKeys.absence(user.id)]);
  if (wanted !== null) {
    const { from, until, deputy } = wanted;
    await tx
      .insertInto('absence')
      .values({ account: user.id, from: new Date(from), until: new Date(until), deputy })
      .execute();
  }
  await turn(around, tx, user.id, before?.active ? [before.deputy] : []);
}

async function requireAbsence(
  tx: Tx,
  account: string,
  { from, until, deputy }: NonNullable<Wanted>,
  now: Date,
): Promise<void> {
  const end = new Date(until);
  if (end <= new Date(from) || end <= now) throw unfit('until', phrase('a-future-end'), { moment: until });
  const found = await tx.selectFrom('account').select('active').where('id', '=', deputy).executeTakeFirst();
  if (deputy === account || !found?.active) throw unfit('deputy', phrase('somebody-active'), deputy);
}

/** The errand `absence`: an absence begins or ends now, if it still does. */
export async function turnAbsence(around: Surroundings, { account }: Errands['absence']): Promise<void> {
  await around.store.db.transaction().execute((tx) => turn(around, tx, account, []));
}

/** Brings the column in step with the clock, plans the next turn, and sees to it that deputies hear of it. */
async function turn(around: Surroundings, tx: Tx, account: string, concerned: string[]): Promise<void> {
  const now = around.now();
  const row = await tx
    .selectFrom('absence')
    .selectAll()
    .where('account', '=', account)
    .forUpdate()
    .executeTakeFirst();
  const deputies = new Set(concerned);
  if (row && row.until < now) {
    await tx.deleteFrom('absence').where('account', '=', account).execute();
    if (row.active) deputies.add(row.deputy);
  } else if (row) {
    const active = row.from <= now;
    if (active !== row.active) {
      await tx.updateTable('absence').set({ active }).where('account', '=', account).execute();
      deputies.add(row.deputy);
    }
    const at = active ? new Date(row.until.getTime() + 1) : row.from;
    await postErrands(tx, [{ name: 'absence', payload: { account }, key: errandKeys.absence(account), at }]);
  }
  if (deputies.size === 0) return;
  const { rows } = await sql<{ turned: string }>`select pg_current_xact_id()::text as turned`.execute(tx);
  const payload = {
    ...{ deputies: [...deputies], turned: rows[0]?.turned ?? '0' },
    atLast: new Date(now.getTime() + PATIENCE_MS).toISOString(),
  };
  await postErrands(tx, [{ name: 'deputies', payload }]);
}

/** The errand `deputies`: an absence was turned; whoever stands in sees their list anew. */
export async function tellDeputies(
  around: Surroundings,
  { deputies, turned, atLast }: Errands['deputies'],
): Promise<void> {
  const now = around.now();
  await around.store.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ over: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${turned}::xid8 as over`.execute(tx);
    if (rows[0]?.over || now >= new Date(atLast)) return resetChannels(tx, deputies);
    const payload = { deputies, turned, atLast };
    await postErrands(tx, [{ name: 'deputies', payload, at: new Date(now.getTime() + LOOK_MS) }]);
  });
}

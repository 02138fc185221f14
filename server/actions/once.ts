import type { Values } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';
import { ActionError } from './action.ts';
import type { Once } from './change-data.ts';

/**
 * Keeps in the database what has been begun, so that an action whose server died in the middle is not simply
 * done again. Then nobody knows whether it took place: an administrator is told, and their retry does it.
 */
export function onceIn(db: Db, now: () => Date): Once {
  return async (key, work) => {
    const begun = await db
      .insertInto('action_once')
      .values({ key, state: 'begun', outputs: null, at: now() })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst();
    if (begun.numInsertedOrUpdatedRows === 0n) {
      const known = await takeUp(db, key);
      if (known) return known;
    }
    const outputs = await work().catch(async (fault: unknown) => {
      // Refused or never sent: nothing has happened. What went out unanswered stays unknown.
      if (!isUncertain(fault)) await db.deleteFrom('action_once').where('key', '=', key).execute();
      throw fault;
    });
    await db
      .updateTable('action_once')
      .set({ state: 'done', outputs: JSON.stringify(outputs) })
      .where('key', '=', key)
      .execute();
    return outputs;
  };
}

/** What came of it the first time; null: it may be done now. */
async function takeUp(db: Db, key: string): Promise<Values | null> {
  const row = await db.selectFrom('action_once').selectAll().where('key', '=', key).executeTakeFirst();
  if (!row) return null;
  if (row.state === 'done') return row.outputs ?? {};
  const doubted = row.state === 'begun';
  // What an administrator has released is begun anew: it may end in doubt once more.
  const state = doubted ? 'told' : 'begun';
  await db.updateTable('action_once').set({ state }).where('key', '=', key).execute();
  if (!doubted) return null;
  throw new ActionError(
    'Expected to know whether the record was added, got no answer the first time. Look in the CRM: if it is there, skip the step; if not, retry it.',
    { retryable: false, code: 'outcome-unknown' },
  );
}

/**
 * The same for what takes place in the database alone: noted in the transaction that does it, so that there is
 * never a doubt.
 */
export function onceWithin<T extends Values>(
  db: Db,
  { key, at }: { key: string; at: Date },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const begun = await tx
      .insertInto('action_once')
      .values({ key, state: 'done', outputs: null, at })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst();
    if (begun.numInsertedOrUpdatedRows === 0n) {
      const { outputs } = await tx
        .selectFrom('action_once')
        .select('outputs')
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return outputs as T;
    }
    const outputs = await work(tx);
    await tx
      .updateTable('action_once')
      .set({ outputs: JSON.stringify(outputs) })
      .where('key', '=', key)
      .execute();
    return outputs;
  });
}

const isUncertain = (fault: unknown) => fault instanceof ActionError && fault.uncertain;

import { CommandResult } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';

/**
 * Runs `work` in a transaction that also stores its answer under the client's command id; with an id that
 * has an answer, gives that answer and does nothing. A second try while the first is at work waits for it.
 */
export async function answeredOnce(
  db: Db,
  account: string,
  command: string,
  work: (tx: Tx) => Promise<CommandResult>,
): Promise<CommandResult> {
  return db.transaction().execute(async (tx) => {
    const claimed = await tx
      .insertInto('command_answer')
      .values({ account, command, answer: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('command')
      .executeTakeFirst();
    if (!claimed) return readAnswer(tx, account, command);
    const result = await work(tx);
    await tx
      .updateTable('command_answer')
      .set({ answer: JSON.stringify(result) })
      .where('account', '=', account)
      .where('command', '=', command)
      .execute();
    return result;
  });
}

async function readAnswer(tx: Tx, account: string, command: string): Promise<CommandResult> {
  const row = await tx
    .selectFrom('command_answer')
    .select('answer')
    .where('account', '=', account)
    .where('command', '=', command)
    .executeTakeFirst();
  return CommandResult.parse(JSON.parse(row?.answer ?? 'null'));
}

import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';

/** Reads an answer back from JSON: a schema of the protocol. */
export interface AnswerSchema<Answer> {
  safeParse(value: unknown): { success: true; data: Answer } | { success: false };
}

/**
 * Runs `work` in a transaction that also stores its answer under the client's id of the command or order;
 * with an id that has an answer, gives that answer and does nothing. A second try while the first is at work
 * waits for it.
 */
export async function answeredOnce<Answer>(
  db: Db,
  account: string,
  id: string,
  schema: AnswerSchema<Answer>,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return db.transaction().execute(async (tx) => {
    const claimed = await tx
      .insertInto('command_answer')
      .values({ account, command: id, answer: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('command')
      .executeTakeFirst();
    if (!claimed) return answerBefore(tx, account, id, schema);
    const result = await work(tx);
    await tx
      .updateTable('command_answer')
      .set({ answer: JSON.stringify(result) })
      .where('account', '=', account)
      .where('command', '=', id)
      .execute();
    return result;
  });
}

/** Whether the command with this id has been carried out. */
export async function isAnswered(db: Db, account: string, command: string): Promise<boolean> {
  return (await readAnswer(db, account, command)) !== null;
}

/** An id that something of another kind was sent with before is none of its own. */
async function answerBefore<Answer>(
  tx: Tx,
  account: string,
  id: string,
  schema: AnswerSchema<Answer>,
): Promise<Answer> {
  const stored = schema.safeParse(await readAnswer(tx, account, id));
  if (stored.success) return stored.data;
  const expected = 'an id, or Idempotency-Key, of its own';
  throw new ProtocolError('submission-unfit', {
    field: 'what was sent',
    expected,
    got: `${id}, used before`,
  });
}

async function readAnswer(tx: Db, account: string, command: string): Promise<unknown> {
  const row = await tx
    .selectFrom('command_answer')
    .select('answer')
    .where('account', '=', account)
    .where('command', '=', command)
    .executeTakeFirst();
  return JSON.parse(row?.answer ?? 'null');
}

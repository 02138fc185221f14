import { sql } from 'kysely';
import { ProtocolError, phrase } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';
import { Outbox } from './channels.ts';

/** Reads an answer back from JSON: a schema of the protocol. */
export interface AnswerSchema<Answer> {
  safeParse(value: unknown): { success: true; data: Answer } | { success: false };
}

/** Undoes what has been done once before. */
class AnsweredBefore extends Error {}

/**
 * Runs `work` in a transaction whose last statement stores its answer under the client's id of the command or
 * order, and publishes the events that are in the outbox. With an id that has an answer, gives that answer and
 * leaves nothing of what was done again: hardly any is sent twice, so it is not asked for beforehand.
 */
export async function answeredOnce<Answer>(
  db: Db,
  account: string,
  id: string,
  schema: AnswerSchema<Answer>,
  work: (tx: Tx, outbox: Outbox) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await db.transaction().execute(async (tx) => {
      const outbox = new Outbox();
      const answer = await work(tx, outbox);
      if (!(await storeAnswer(tx, account, id, answer, outbox))) throw new AnsweredBefore();
      return answer;
    });
  } catch (error) {
    // What was done already is often refused now: the task is closed, the step is left.
    const stored = await readAnswer(db, account, id);
    if (stored === null) throw error;
    return parseAnswer(schema, id, stored);
  }
}

/** False when there is one already; one that is just being stored is waited for. */
async function storeAnswer(
  tx: Tx,
  account: string,
  command: string,
  answer: unknown,
  outbox: Outbox,
): Promise<boolean> {
  const publication = outbox.publication();
  const { rows } = await sql<{ stored: boolean }>`
    with answered as (
      insert into command_answer (account, command, answer)
      values (${account}, ${command}, ${JSON.stringify(answer)}) on conflict do nothing returning command
    ) ${publication ? sql`, ${publication.writes}` : sql``}
    select exists (select from answered) as stored
      ${publication ? sql`, ${publication.notice}` : sql``}`.execute(tx);
  return rows[0]?.stored === true;
}

async function readAnswer(db: Db, account: string, command: string): Promise<string | null> {
  const row = await db
    .selectFrom('command_answer')
    .select('answer')
    .where('account', '=', account)
    .where('command', '=', command)
    .executeTakeFirst();
  return row?.answer ?? null;
}

/** Whether the command with this id has been carried out. */
export async function isAnswered(db: Db, account: string, command: string): Promise<boolean> {
  return (await readAnswer(db, account, command)) !== null;
}

/** An id that something of another kind was sent with before is none of its own. */
function parseAnswer<Answer>(schema: AnswerSchema<Answer>, id: string, stored: string): Answer {
  const answer = schema.safeParse(JSON.parse(stored));
  if (answer.success) return answer.data;
  const expected = phrase('an-own-id');
  throw new ProtocolError('submission-unfit', {
    field: phrase('what-was-sent'),
    expected,
    got: phrase('used-before', { id }),
  });
}

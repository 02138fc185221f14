/** Who looks at the record of a case: a lease for each, renewed while they look, and told of every change. */
import { sql } from 'kysely';
import { CASE_LEASE_MS, type RecordRef } from '../../../lib/protocol/index.ts';
import type { Db, Tx } from '../../store/store.ts';
import type { Change } from '../change.ts';
import { Outbox } from '../channels.ts';
import { readUser } from '../people.ts';
import type { Surroundings } from '../surroundings.ts';
import { maySee } from './permissions.ts';

/** Whoever asks again within this part of the lease is told anyway. */
const RENEWED_AFTER = 0.25;

/** Has the user told what happens to the case of this record, from now on and for the length of a lease. */
export async function watch(
  { store, now }: Surroundings,
  account: string,
  { system, type, id }: RecordRef,
): Promise<void> {
  const at = now().getTime();
  const until = new Date(at + CASE_LEASE_MS);
  const young = new Date(at + CASE_LEASE_MS * (1 - RENEWED_AFTER));
  await sql`insert into case_watch (system, type, record, account, until)
    values (${system}, ${type}, ${id}, ${account}, ${until})
    on conflict (system, type, record, account) do update set until = excluded.until
    where case_watch.until < ${young}`.execute(store.db);
}

/** Adds the news of a change to the channels of those who look at its record. */
export async function tellCase({ tx, caseTurn, subject, at }: Change, outbox: Outbox): Promise<void> {
  if (!caseTurn || !subject.record) return;
  const { id: instance, process } = subject;
  await tellWatchers(tx, { record: subject.record, process: process.key, instance }, at, outbox);
}

/** The same where the instance itself has not changed, but how its case gets on with the CRM. */
export async function tellOfCase(tx: Tx, instance: string, at: Date): Promise<void> {
  const found = await tx
    .selectFrom('record_case')
    .select(['system', 'type', 'record as id', 'process'])
    .where('instance', '=', instance)
    .executeTakeFirst();
  if (!found) return;
  const { process, ...record } = found;
  const outbox = new Outbox();
  await tellWatchers(tx, { record, process, instance }, at, outbox);
  await outbox.publish(tx);
}

/** Nobody learns from it that there is a case whom its page does not show it. */
async function tellWatchers(
  db: Db,
  { record: { system, type, id }, ...it }: { record: RecordRef; process: string; instance: string },
  at: Date,
  outbox: Outbox,
): Promise<void> {
  const rows = await db
    .selectFrom('case_watch')
    .innerJoin('account', 'account.id', 'case_watch.account')
    .select('account')
    .where('system', '=', system)
    .where('type', '=', type)
    .where('record', '=', id)
    .where('until', '>', at)
    .where('active', '=', true)
    .execute();
  const told: string[] = [];
  for (const { account } of rows) if (await maySee(db, await readUser(db, account), it)) told.push(account);
  outbox.add(told, { type: 'case.changed', record: { system, type, id } });
}

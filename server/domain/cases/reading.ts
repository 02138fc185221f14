/** A record of a case as its CRM shows it. Ask before a transaction begins: a CRM takes its time. */
import { type LinkedRecord, ProtocolError, type RecordRef } from '../../../lib/protocol/index.ts';
import type { RecordData } from '../../crm/connector.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Surroundings } from '../surroundings.ts';

/** What was found. `apart`: the server has no connection to the CRM. */
export type Found =
  | { at: 'apart' }
  | { at: 'gone' }
  | { at: 'crm'; data: RecordData; title: string; url: string | null };

/** Reads these fields of a record. Throws `connection-failed` where the CRM cannot be asked now. */
export async function readRecord(
  { connections }: Surroundings,
  { system, type, id }: RecordRef,
  fields: string[],
): Promise<Found> {
  return asking(system, async () => {
    const crm = await connections.open(system);
    if (!crm) return { at: 'apart' };
    const record = await crm.readOne(type, id, fields);
    if (!record) return { at: 'gone' };
    const { data, title, url } = record;
    return { at: 'crm', data, title, url };
  });
}

async function asking<Answer>(system: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    const refusal = new ProtocolError('connection-failed', { system, problem: fault.message });
    refusal.cause = fault;
    throw refusal;
  }
}

/** Whether a CRM could not be asked just now, and may answer later. */
export function isOutOfReach(error: unknown): boolean {
  return error instanceof ProtocolError && error.cause instanceof CrmError && error.cause.retryable;
}

/** Whether the CRM lets the user read the record; a CRM that does not tell counts as one that does. */
export async function mayRead(
  { connections, store }: Surroundings,
  account: string | null,
  { system, type, id }: RecordRef,
): Promise<boolean> {
  const found = await store.db
    .selectFrom('account')
    .select('login')
    .where('id', '=', account)
    .executeTakeFirst();
  if (!found) return false;
  return asking(system, async () => {
    const crm = await connections.open(system);
    return (await crm?.may(found.login, { right: 'read', type, ids: [id], data: {} })) !== false;
  });
}

/** The record with the title and the address that its CRM gives it. */
export function linkOf({ system, type, id, title, url }: LinkedRecord, found: Found): LinkedRecord {
  if (found.at !== 'crm') return { system, type, id, title, url };
  return { system, type, id, title: found.title.slice(0, 4000) || title, url: found.url ?? url };
}

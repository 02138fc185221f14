/** A place that waits for a message, a signal or something that happens to a record. */
import { sql } from 'kysely';
import type { WaitReason } from '../../../../lib/protocol/index.ts';
import type { EventName, RecordEvent } from '../../../engine/model.ts';
import type { Db } from '../../../store/store.ts';

/** What is waited for; of records also whether the server would ever hear of it. */
export async function eventReason(db: Db, event: EventName): Promise<WaitReason> {
  if (event.kind !== 'record') return { type: event.kind, name: event.name };
  const { event: happening, type, id } = event.on;
  return { type: 'record', event: happening, recordType: type, id, fed: await isFed(db, event.on) };
}

/**
 * A system tells by webhook, or is asked over its connection; over that, deletions are not seen. Types are
 * written `system:type` or `kind:type`.
 */
async function isFed(db: Db, { type, event }: RecordEvent): Promise<boolean> {
  const where = type.slice(0, type.indexOf(':'));
  const { rows } = await sql<{ fed: boolean }>`
    select exists (
      select from system where (system.id = ${where} or system.kind = ${where}) and (
        exists (select from webhook where webhook.system = system.id)
        or (${event} <> 'deleted' and exists (
          select from system_connection where system_connection.system = system.id)))
    ) as fed`.execute(db);
  return rows[0]?.fed ?? false;
}

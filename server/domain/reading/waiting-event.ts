/** A place that waits for a message, a signal or something that happens to a record. */
import { sql } from 'kysely';
import type { WaitReason } from '../../../lib/protocol/index.ts';
import type { EventName } from '../../engine/model.ts';
import type { Db } from '../../store/store.ts';

/** What is waited for; of records also whether the server would ever hear of it. */
export async function eventReason(db: Db, event: EventName): Promise<WaitReason> {
  if (event.kind !== 'record') return { type: event.kind, name: event.name };
  const { event: happening, type, id } = event.on;
  return { type: 'record', event: happening, recordType: type, id, fed: await isFed(db, type) };
}

/** A webhook of the system tells of all its records, a feed of one type. `type` is `system:type` or `kind:type`. */
async function isFed(db: Db, type: string): Promise<boolean> {
  const colon = type.indexOf(':');
  const where = type.slice(0, colon);
  const { rows } = await sql<{ fed: boolean }>`
    select exists (
      select from system where (system.id = ${where} or system.kind = ${where}) and (
        exists (select from webhook where webhook.system = system.id)
        or exists (select from record_feed where record_feed.system = system.id
          and record_feed.type = ${type.slice(colon + 1)}))
    ) as fed`.execute(db);
  return rows[0]?.fed ?? false;
}

import { ProtocolError, type StepTrace } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

/** Variables before and after a step; null where they were not traced. Throws `instance-unknown`. */
export async function readTrace(db: Db, instance: string, step: string): Promise<StepTrace> {
  const known = await db.selectFrom('instance').select('id').where('id', '=', instance).executeTakeFirst();
  if (!known) throw new ProtocolError('instance-unknown', { id: instance });
  const rows = await db
    .selectFrom('trace')
    .select(['moment', 'variables'])
    .where('instance', '=', instance)
    .where('step', '=', step)
    .execute();
  const at = (moment: string) => rows.find((row) => row.moment === moment)?.variables ?? null;
  return { step, before: at('before'), after: at('after') };
}

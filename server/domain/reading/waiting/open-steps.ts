import type { Incident } from '../../../../lib/protocol/index.ts';
import type { Db } from '../../../store/store.ts';

/** A step that has not ended. */
export interface OpenStep {
  entered_at: Date;
  incident: Incident | null;
}

/** The steps of an instance that have not ended, by id. */
export async function readOpenSteps(db: Db, instance: string): Promise<Map<string, OpenStep>> {
  const rows = await db
    .selectFrom('step')
    .select(['id', 'entered_at', 'incident'])
    .where('instance', '=', instance)
    .where('status', 'in', ['running', 'error'])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Reads the record of an edit page in its CRM: outside of any transaction, because a CRM takes its time. */
import type { CrmRecord, FieldInfo } from '../../crm/connector.ts';
import type { Surroundings } from '../surroundings.ts';
import type { EditPage } from './watched.ts';

/** What was found. */
export type Found =
  /** The server has no connection to this CRM. */
  | { state: 'unconnected' }
  /** The record of a step for a new one, which nobody has made yet. */
  | { state: 'awaited'; fields: FieldInfo[] }
  | { state: 'gone' }
  | { state: 'there'; record: CrmRecord; fields: FieldInfo[] };

/** Reads it. Throws `CrmError` when the CRM cannot be asked now. */
export async function readTarget(
  { connections }: Surroundings,
  { system, type, id }: EditPage['target'],
): Promise<Found> {
  const crm = await connections.open(system);
  if (!crm) return { state: 'unconnected' };
  const fields = await crm.describe(type);
  if (id === null) return { state: 'awaited', fields };
  const record = await crm.readOne(type, id, null);
  return record ? { state: 'there', record, fields } : { state: 'gone' };
}

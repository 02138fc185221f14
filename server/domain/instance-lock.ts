import { ProtocolError } from '../../lib/protocol/index.ts';
import type { InstanceStatus } from '../engine/model.ts';
import type { Tx } from '../store/store.ts';
import type { Subject } from './change.ts';
import type { Surroundings } from './surroundings.ts';

/** An instance that nobody else can change until the transaction ends. */
export interface LockedInstance {
  subject: Subject;
  status: InstanceStatus;
  state: unknown;
  definition: unknown;
}

/** Takes the row lock of an instance; throws `instance-unknown`. */
export async function lockInstance(around: Surroundings, tx: Tx, id: string): Promise<LockedInstance> {
  const row = await tx.selectFrom('instance').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new ProtocolError('instance-unknown', { id });
  const definition = await around.definitions.read(tx, row.process, row.version);
  const process = { key: row.process, version: row.version, name: definition.name };
  const { caption, record, incident, revision } = row;
  const subject = { id, process, caption, record, incident, revision };
  return { subject, status: row.status, state: row.state, definition: definition.compiled };
}

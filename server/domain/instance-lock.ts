import { sql } from 'kysely';
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Incident } from '../engine/model.ts';
import type { Tx } from '../store/store.ts';
import type { Subject } from './change.ts';
import type { Surroundings } from './surroundings.ts';

/** An instance that nobody else can change until the transaction ends. */
export interface LockedInstance {
  subject: Subject;
  state: unknown;
  definition: unknown;
  /** What stands in the way of its steps, by step. */
  problems: Map<string, Incident>;
}

/**
 * Takes the row lock of an instance; throws `instance-unknown`.
 *
 * A transaction takes at most one such lock, or several at once in the order of their ids, and afterwards no
 * other but those of channels: so no two can wait for each other.
 */
export async function lockInstance(around: Surroundings, tx: Tx, id: string): Promise<LockedInstance> {
  // Not "for update": children refer to their parent, and whoever inserts one need not wait.
  const row = await tx
    .selectFrom('instance')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new ProtocolError('instance-unknown', { id });
  const { name, facts, compiled } = await around.definitions.read(tx, row.process, row.version);
  const subject: Subject = {
    ...{ id, status: row.status, caption: row.caption, record: row.record, origin: row.origin },
    process: { key: row.process, version: row.version, name, ...(facts.names && { names: facts.names }) },
    ...{ startedBy: row.started_by, startedAt: row.started_at, failedAt: row.failed_at },
    ...{ parent: row.parent, parentStep: row.parent_step, root: row.root ?? id },
    ...{ businessKey: row.business_key, traced: row.traced },
    ...{ revision: row.revision, logHead: row.log_head },
  };
  const problems = row.incident ? await readProblems(tx, id) : new Map<string, Incident>();
  return { subject, state: row.state, definition: compiled, problems };
}

async function readProblems(tx: Tx, instance: string): Promise<Map<string, Incident>> {
  const { rows } = await sql<{ id: string; incident: Incident }>`
    select id, incident from step where instance = ${instance} and incident is not null order by entered_at, id`.execute(
    tx,
  );
  return new Map(rows.map(({ id, incident }) => [id, incident]));
}

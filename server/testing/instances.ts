/** Instances as tests look at them and end them, without the permissions and the words of the log. */
import type { Incident, InstanceStatus, User } from '../../lib/protocol/index.ts';
import { cancelIn } from '../domain/cancel.ts';
import { requirePermission } from '../domain/people.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import type { Waiting } from '../engine/model.ts';

/** One line of the log of an instance. */
export interface LogLine {
  position: number;
  at: string;
  element: string | null;
  event: string;
  actor: string | null;
  data: Record<string, unknown>;
}

/** An instance with its whole log and what the engine says that it waits for. */
export interface LookedAt {
  id: string;
  status: InstanceStatus;
  caption: string;
  incident: Incident | null;
  startedAt: string;
  endedAt: string | null;
  waiting: Waiting[];
  log: LogLine[];
}

/** Looks at an instance. */
export async function readInstance(
  { store, engine, definitions }: Surroundings,
  id: string,
): Promise<LookedAt> {
  const { db } = store;
  const row = await db.selectFrom('instance').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const { compiled } = await definitions.read(db, row.process, row.version);
  const log = await db
    .selectFrom('step_log')
    .select(['position', 'at', 'element', 'event', 'actor', 'data'])
    .where('instance', '=', id)
    .orderBy('position')
    .execute();
  return {
    ...{ id, status: row.status, caption: row.caption, incident: row.incident },
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    waiting: engine.explain(compiled, row.state),
    log: log.map((line) => ({ ...line, at: line.at.toISOString() })),
  };
}

/** Cancels an instance as an order would; gives how it stands then. */
export async function cancelInstance(
  around: Surroundings,
  user: User,
  id: string,
  reason: string,
): Promise<LookedAt> {
  requirePermission(user, 'cancel-instances');
  await around.store.db.transaction().execute((tx) => cancelIn(around, tx, user, id, reason));
  return readInstance(around, id);
}

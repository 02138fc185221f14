/** One instance with its steps, what it waits for and why, and what was done to it. */
import {
  type HistoryLine,
  type InstanceDetails,
  type InstanceSummary,
  ProtocolError,
  type User,
} from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import type { Surroundings } from '../surroundings.ts';
import { toHistoryLine } from './history.ts';
import { mayAdminister, mayCancel } from './rights.ts';
import { countTaken, readSteps } from './steps.ts';
import { readSummaries, selectSummaries, toSummary } from './summaries.ts';
import { readWaiting } from './waiting/places.ts';

const MOST_HISTORY = 500;
const MOST_CHILDREN = 1000;

/** The instance with this id; throws `instance-unknown`. */
export async function readInstance(around: Surroundings, user: User, id: string): Promise<InstanceDetails> {
  const { db } = around.store;
  const row = await selectSummaries(db)
    .select(['instance.state', 'instance.business_key', 'definition.facts'])
    .where('instance.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ProtocolError('instance-unknown', { id });
  const { compiled } = await around.definitions.read(db, row.process, row.version);
  const stands = row.ended_at === null;
  const waiting = stands ? around.engine.explain(compiled, row.state) : [];
  const [parent = null] = row.parent === null ? [] : await readSummaries(db, [row.parent]);
  return {
    summary: toSummary(row),
    businessKey: row.business_key,
    parent,
    children: await readChildren(db, id),
    records: await readRecords(db, id),
    waiting: await readWaiting(db, user, { id, startedAt: row.started_at, definition: compiled }, waiting),
    ...(await readSteps(db, id, row.facts.elements)),
    taken: await countTaken(db, id),
    variables: around.engine.variables(compiled, row.state),
    history: await readHistory(db, id),
    may: { cancel: stands && mayCancel(user), administer: stands && mayAdminister(user) },
  };
}

async function readChildren(db: Db, parent: string): Promise<InstanceSummary[]> {
  const rows = await selectSummaries(db)
    .where('instance.parent', '=', parent)
    .orderBy('instance.started_at')
    .orderBy('instance.id')
    .limit(MOST_CHILDREN)
    .execute();
  return rows.map(toSummary);
}

function readRecords(db: Db, instance: string): Promise<InstanceDetails['records']> {
  return db
    .selectFrom('instance_record')
    .select(['system', 'type', 'id', 'title', 'url', 'how'])
    .where('instance', '=', instance)
    .orderBy('how', 'desc')
    .orderBy('system')
    .orderBy('type')
    .orderBy('id')
    .execute();
}

/** All that was done but the beginnings of steps, which the steps themselves tell. */
async function readHistory(db: Db, instance: string): Promise<HistoryLine[]> {
  const rows = await db
    .selectFrom('step_log')
    .leftJoin('account', 'account.id', 'step_log.actor')
    .select(['at', 'actor', 'account.name as actor_name', 'event', 'element', 'data'])
    .where('instance', '=', instance)
    .where('event', '!=', 'step.entered')
    .orderBy('position', 'desc')
    .limit(MOST_HISTORY)
    .execute();
  return rows.map(toHistoryLine);
}

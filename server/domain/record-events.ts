/** What happens to records of a CRM starts and continues instances (behaviour 3.4, 9.1). */
import { evaluate } from 'feelin';
import { sql } from 'kysely';
import type { LinkedRecord, Values } from '../../lib/protocol/index.ts';
import type { RecordEvent as Wanted } from '../engine/model.ts';
import type { CaseFacts } from '../engine/port.ts';
import type { Tx } from '../store/store.ts';
import { isFor } from './cases/active.ts';
import { stageVariable } from './cases/beginning.ts';
import { placesOn } from './edit-pages/watched.ts';
import { type Errand, type Errands, postErrands } from './errands.ts';
import type { Surroundings } from './surroundings.ts';

/** Something that happened to one record. */
export interface RecordHappening {
  system: string;
  type: string;
  id: string;
  event: Wanted['event'];
  /** Names of the fields that have changed; null: it is not known which. */
  changedFields: string[] | null;
  /** The fields of the record as they are now; for a deleted one, as far as they are known. */
  data: Values;
  title?: string | null;
  url?: string | null;
}

/** All of them or none: whoever tells them again after a fault tells nothing twice. Gives how many heard them. */
export function recordEvents(around: Surroundings, happenings: readonly RecordHappening[]): Promise<number> {
  return around.store.db.transaction().execute(async (tx) => {
    let heard = 0;
    for (const happening of happenings) heard += await recordEventIn(around, tx, happening);
    return heard;
  });
}

/**
 * Starts one instance of each process that waits for it, and continues those who wait within; with the
 * transaction of who has to note where reading stands. Gives how many heard it.
 */
export async function recordEventIn(
  around: Surroundings,
  tx: Tx,
  happening: RecordHappening,
): Promise<number> {
  const { system, type, id, title = null, url = null } = happening;
  const { rows } = await sql<Listener>`
    with named as (
      select ${`${system}:${type}`} as name
      union select kind || ${`:${type}`} from system where id = ${system}
    )
    select instance as place, subscription.id as part, spec, true as waiting, null::jsonb as "case"
      from subscription join named using (name)
      where subscription.kind = 'record' and (spec #>> '{on,id}' is null or spec #>> '{on,id}' = ${id})
    union all
    select process, element, spec, false, definition.facts -> 'case' from start_trigger join named using (name)
      join process on process.key = start_trigger.process
      join definition on definition.key = process.key and definition.version = process.actual
      where start_trigger.kind = 'record'`.execute(tx);
  const heard = rows.filter(
    ({ spec, case: facts }) =>
      isWanted(spec.on, happening) && (facts === null || isFor(facts, happening.data) !== false),
  );
  const record: LinkedRecord = { system, type, id, title, url };
  await postErrands(
    tx,
    heard.map(({ place, part, waiting, case: facts }): Errand => {
      if (waiting) return { name: 'event', payload: { instance: place, subscription: part, variables: {} } };
      const instance = around.newId();
      const variables = facts ? stageVariable(facts, happening.data) : {};
      const unread = facts !== null && isFor(facts, happening.data) === null;
      const rest = { instance, record, variables, businessKey: null, ...(unread && { unread }) };
      return { name: 'trigger', payload: { process: place, element: part, ...rest } };
    }),
  );
  const { event } = happening;
  const waiting = event === 'added' ? [] : await placesOn(tx, happening);
  await postErrands(
    tx,
    waiting.map(({ instance, step }): Errand => {
      const at = new Date(around.now().getTime() + PATIENCE_MS);
      return { name: 'record-look', payload: { instance, step, changed: true }, at };
    }),
  );
  if (event === 'deleted') {
    const bereft = await openTasksOn(tx, happening);
    await postErrands(
      tx,
      bereft.map((place): Errand => ({ name: 'record-gone', payload: place })),
    );
  }
  return heard.length + waiting.length;
}

/** Where people have an open step that is about a record, of any kind. */
async function openTasksOn(tx: Tx, { system, type, id }: RecordHappening): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select task.instance, task.step from instance_record as linked join task on task.instance = linked.instance
      where linked.system = ${system} and linked.type = ${type} and linked.id = ${id} and task.ended_at is null
        and task.record ->> 'system' = ${system} and task.record ->> 'type' = ${type}
        and task.record ->> 'id' = ${id}
      order by task.instance, task.step`.execute(tx);
  return rows;
}

type Place = Errands['record-gone'];

/**
 * The client of the person who has saved the record tells of it too, and knows who they are: it goes first, so that
 * what follows opens for them.
 */
const PATIENCE_MS = 2000;

interface Listener {
  /** Instance and subscription, or process and start event. */
  place: string;
  part: string;
  spec: { on: Wanted };
  waiting: boolean;
  /** Set for a start event of a case. */
  case: CaseFacts | null;
}

/** Whether a listener means this: its event, its record, one of its fields, its filter. */
export function isWanted({ event, id, fields, filter }: Wanted, happening: RecordHappening): boolean {
  const { changedFields, data } = happening;
  if (event !== happening.event || (id !== null && id !== happening.id)) return false;
  if (event === 'modified' && fields.length > 0 && changedFields !== null) {
    if (!fields.some((field) => changedFields.includes(field))) return false;
  }
  return filter === null || fulfils(filter, data);
}

/** A filter that cannot be worked out with these fields is not fulfilled. */
function fulfils(filter: string, data: Values): boolean {
  try {
    return evaluate(filter, data).value === true;
  } catch {
    return false;
  }
}

/** Brings the instances of one definition to the present format, and makes the rows that go with it. */
import { sql } from 'kysely';
import type { Definition } from '../engine/definition.ts';
import { convertState } from '../engine/format-1/state.ts';
import { own } from '../engine/invariant.ts';
import type { Incident } from '../engine/model.ts';
import type { Over, State } from '../engine/state.ts';
import type { Db, Tx } from '../store/store.ts';

const AT_ONCE = 200;

/** The version of a process. */
interface Of {
  key: string;
  version: number;
}

interface Found {
  id: string;
  state: unknown;
  incident: Incident | null;
  ended: boolean;
  completed: Record<string, Over['outcome']> | null;
  opened: string[];
}

interface Converted extends Pick<Found, 'id' | 'ended'> {
  state: State;
}

/** Converts all of them that are not converted yet; gives how many there were. */
export async function upgradeInstances(db: Db, of: Of, definition: Definition): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from instance
    where process = ${of.key} and version = ${of.version} and state->>'format' = '1' order by id`.execute(db);
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const ids = rows.slice(first, first + AT_ONCE).map(({ id }) => id);
    await db.transaction().execute((tx) => upgradeBatch(tx, ids, definition));
  }
  return rows.length;
}

async function upgradeBatch(tx: Tx, ids: readonly string[], definition: Definition): Promise<void> {
  const converted = (await readBatch(tx, ids)).map(({ id, state, incident, ended, completed, opened }) => {
    const outcomes = new Map(Object.entries(completed ?? {}));
    const beside = { completed: outcomes, opened: new Set(opened), incident };
    return { id, ended, state: convertState(state, definition, beside) };
  });
  await writeInstances(tx, converted);
  await writeSteps(tx, ids);
  await writeOpenSteps(tx, converted, definition);
}

async function readBatch(tx: Tx, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select id, state, incident, ended_at is not null as ended,
      (select jsonb_object_agg(data->>'step', data->'outcome') from step_log
        where step_log.instance = instance.id and event = 'step.completed') as completed,
      array(select step from task where task.instance = instance.id and task.ended_at is null) as opened
    from instance where id = any(${ids}::text[]) order by id for no key update`.execute(tx);
  return rows;
}

/** An instance is in *Error* from the moment on at which a step of it failed first. */
async function writeInstances(tx: Tx, converted: readonly Converted[]): Promise<void> {
  const rows = converted.map(({ id, ended, state }) => {
    const failed = state.open.find((step) => step.incident !== undefined);
    return { id, state, ...(!ended && { status: state.status, incident: failed?.incident }) };
  });
  await sql`
    update instance set state = fresh.state, status = coalesce(fresh.status, instance.status),
      incident = fresh.incident, failed_at = case when fresh.incident is not null then coalesce(
        (select min(at) from step_log where instance = instance.id and event = 'instance.failed'),
        instance.started_at) end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as fresh (id text, state jsonb, status text, incident jsonb)
    where instance.id = fresh.id`.execute(tx);
}

/** The log of the instance knows all of its steps. People end those that they act on. */
async function writeSteps(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    insert into step (instance, id, element, type, name, status, entered_at, ended_at, ended_by, outcome)
    select begun.instance, begun.data->>'step', begun.element, begun.data->>'elementType', begun.data->>'name',
      case closed.event when 'step.completed' then 'completed' when 'step.cancelled' then 'cancelled'
        else 'running' end,
      begun.at, closed.at,
      case when closed.event = 'step.cancelled' or begun.data->>'elementType' = 'userTask'
        then closed.actor end,
      nullif(closed.data->'outcome', 'null'::jsonb)
    from step_log as begun
    left join step_log as closed on closed.instance = begun.instance
      and closed.event in ('step.completed', 'step.cancelled') and closed.data->>'step' = begun.data->>'step'
    where begun.instance = any(${ids}::text[]) and begun.event = 'step.entered'
    on conflict do nothing`.execute(tx);
}

/** A step that failed at its very beginning was not noted; one that failed at its end is open again. */
async function writeOpenSteps(
  tx: Tx,
  converted: readonly Converted[],
  definition: Definition,
): Promise<void> {
  const rows = converted.flatMap(({ id: instance, state }) =>
    state.open.map(({ id, element, incident }) => {
      const { bpmnType = 'task', name = element } = own(definition.elements, element) ?? {};
      const status = incident === undefined ? 'running' : 'error';
      return { instance, id, element, type: bpmnType, name, status, incident };
    }),
  );
  await sql`
    insert into step (instance, id, element, type, name, status, incident, entered_at)
    select fresh.instance, fresh.id, fresh.element, fresh.type, fresh.name, fresh.status, fresh.incident,
      coalesce(instance.failed_at, instance.started_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh
      (instance text, id text, element text, type text, name text, status text, incident jsonb)
    join instance on instance.id = fresh.instance
    on conflict (instance, id) do update set status = excluded.status, incident = excluded.incident,
      ended_at = null, ended_by = null, outcome = null`.execute(tx);
}

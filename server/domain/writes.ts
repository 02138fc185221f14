/** Writes all that a change has collected, in one statement. */
import { type RawBuilder, sql } from 'kysely';
import type { InstanceStatus as Status } from '../../lib/protocol/index.ts';
import type { Incident, Values } from '../engine/model.ts';
import type { Database } from '../store/schema.ts';
import type { Change } from './change.ts';
import { droppingOf, postingOf } from './errands.ts';

/** What becomes of the row of the instance. */
export interface InstanceStanding {
  state: unknown;
  status: Status;
  incident: Incident | null;
  failedAt: Date | null;
  /** Process variables before and after; null: not traced. */
  trace: { before: Values; after: Values } | null;
}

/** A part of the statement: what it does to one table. */
type Part = RawBuilder<unknown>;
type Row = Record<string, unknown>;

/** Writes the change; call it once, when everything is collected. */
export async function writeChange(change: Change, standing: InstanceStanding): Promise<void> {
  const parts = [
    ...instancePart(change, standing),
    ...stepParts(change),
    ...taskParts(change),
    ...logPart(change),
    ...subscriptionParts(change),
    ...jobParts(change),
    ...recordPart(change),
    ...tracePart(change, standing.trace),
  ];
  const named = parts.map((part, index) => sql`${sql.raw(`part_${index}`)} as (${part})`);
  await sql`with ${sql.join(named)} select ${sql.join([sql`1`, ...errandParts(change)])}`.execute(change.tx);
}

/** Rows as PostgreSQL reads them for one of our tables; a column that is not named is null. */
function rowsOf(table: keyof Database, rows: readonly Row[]): RawBuilder<unknown> {
  return sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
}

function insertion(table: keyof Database, rows: readonly Row[], onConflict = sql``): Part[] {
  if (rows.length === 0) return [];
  // By name: what the database computes must not be given.
  const columns = sql.join(
    [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => sql.ref(name)),
  );
  return [
    sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${rowsOf(table, rows)} ${onConflict}`,
  ];
}

function instancePart(change: Change, { state, status, incident, failedAt }: InstanceStanding): Part[] {
  const { subject, at } = change;
  const logHead = subject.logHead + change.log.length;
  const endedAt = change.ended ? at : null;
  if (!change.fresh) {
    const { caption, ended } = change;
    return [
      sql`update instance set state = ${JSON.stringify(state)}::jsonb, status = ${status}, caption = ${caption},
        incident = ${incident && JSON.stringify(incident)}::jsonb, failed_at = ${failedAt},
        ended_at = ${ended ? at : null}, revision = ${subject.revision + 1}, log_head = ${logHead}
        where id = ${subject.id}`,
    ];
  }
  return insertion('instance', [
    {
      ...{ id: subject.id, process: subject.process.key, version: subject.process.version },
      ...{ state, status, caption: change.caption, record: subject.record, started_by: subject.startedBy },
      ...{ started_at: subject.startedAt, ended_at: endedAt, incident, revision: 0 },
      ...{ parent: subject.parent, parent_step: subject.parentStep, root: subject.root },
      ...{ business_key: subject.businessKey, origin: subject.origin, traced: subject.traced },
      ...{ failed_at: failedAt, log_head: logHead },
    },
  ]);
}

function stepParts({ subject, at, entered, standings }: Change): Part[] {
  const instance = subject.id;
  const columns = [...standings].map(([id, { status, ended, by, outcome, incident }]) => ({
    ...{ instance, id, status, ended_at: ended ? at : null, ended_by: by, outcome, incident },
  }));
  const fresh = columns.flatMap((row) => {
    const entry = entered.get(row.id);
    return entry ? [{ ...entry, ...row, entered_at: at }] : [];
  });
  const known = columns.filter((row) => !entered.has(row.id));
  const again = sql`on conflict (instance, id) do update set entered_at = excluded.entered_at,
    status = excluded.status, ended_at = excluded.ended_at, ended_by = excluded.ended_by,
    outcome = excluded.outcome, incident = excluded.incident`;
  const parts = insertion('step', fresh, again);
  if (known.length > 0)
    parts.push(sql`update step set status = fresh.status, ended_at = fresh.ended_at, ended_by = fresh.ended_by,
      outcome = fresh.outcome, incident = fresh.incident from ${rowsOf('step', known)} as fresh
      where step.instance = ${instance} and step.id = fresh.id`);
  return parts;
}

function taskParts(change: Change): Part[] {
  const { subject, at, actor, opened, closing, reassigned, obstacles } = change;
  const instance = subject.id;
  const by = actor?.id ?? null;
  const fresh = [...opened.values()].map(({ id, task, record, end }) => ({
    ...{ id, instance, step: task.step, element: task.element, kind: task.kind, title: task.title },
    ...{
      hint: task.hint,
      content: task.content,
      watch: task.watch,
      record,
      start: task.start,
      due: task.due,
      created_at: at,
    },
    ...{ performer_user: task.performer.user, performer_role: task.performer.role },
    ...(end !== null && { ended_at: at, ended_reason: end, ended_by: by }),
  }));
  const parts = insertion('task', fresh);
  const ended = [...closing].map(([step, ended_reason]) => ({ step, ended_reason }));
  if (ended.length > 0)
    parts.push(sql`update task set ended_at = ${at}, ended_reason = fresh.ended_reason, ended_by = ${by}
      from ${rowsOf('task', ended)} as fresh
      where task.instance = ${instance} and task.step = fresh.step and task.ended_at is null`);
  const moved = [...reassigned].map(([step, { user, role }]) => ({
    ...{ step, performer_user: user, performer_role: role },
  }));
  if (moved.length > 0)
    parts.push(sql`update task set performer_user = fresh.performer_user,
      performer_role = fresh.performer_role, obstacle = null from ${rowsOf('task', moved)} as fresh
      where task.instance = ${instance} and task.step = fresh.step and task.ended_at is null`);
  const found = [...obstacles].map(([step, obstacle]) => ({ step, obstacle }));
  if (found.length > 0)
    parts.push(sql`update task set obstacle = fresh.obstacle from ${rowsOf('task', found)} as fresh
      where task.instance = ${instance} and task.step = fresh.step`);
  return parts;
}

function logPart({ subject, at, actor, log }: Change): Part[] {
  const rows = log.map((entry, index) => ({
    ...{ instance: subject.id, position: subject.logHead + index + 1, at, actor: actor?.id ?? null },
    ...entry,
  }));
  return insertion('step_log', rows);
}

function subscriptionParts({ subject, subscribed, unsubscribed }: Change): Part[] {
  const instance = subject.id;
  const rows = [...subscribed].map(([id, { step, element, event }]) => ({
    ...{ instance, id, step, element, kind: event.kind, spec: event },
    name: event.kind === 'record' ? event.on.type : event.name,
  }));
  const parts = insertion('subscription', rows);
  if (unsubscribed.length > 0)
    parts.push(
      sql`delete from subscription where instance = ${instance} and id = any(${unsubscribed}::text[])`,
    );
  return parts;
}

function jobParts({ subject, at, acting, jobs, endedJobs, deadJobs }: Change): Part[] {
  const instance = subject.id;
  const rows = [...jobs.values()].map(({ attempts, foreground, ...job }) => ({
    ...job,
    acting: foreground ? acting : null,
    ...{ instance, status: 'ready', attempts: 0, max_attempts: attempts, created_at: at },
  }));
  const again = sql`on conflict (instance, step) do update set status = 'ready', inputs = excluded.inputs,
    variables = excluded.variables, attempts = 0, max_attempts = excluded.max_attempts, acting = excluded.acting, next_at = null,
    problem = null, locked_by = null, locked_until = null`;
  const parts = insertion('job', rows, again);
  if (endedJobs.size > 0)
    parts.push(sql`delete from job where instance = ${instance} and step = any(${[...endedJobs]}::text[])`);
  const dead = [...deadJobs].map(([step, problem]) => ({ step, problem }));
  if (dead.length > 0)
    parts.push(sql`update job set status = 'dead', problem = fresh.problem, next_at = null, locked_by = null,
      locked_until = null from ${rowsOf('job', dead)} as fresh
      where job.instance = ${instance} and job.step = fresh.step`);
  return parts;
}

/** The records that the instance was started on and that its tasks are about. */
function recordPart({ subject, fresh, opened }: Change): Part[] {
  const instance = subject.id;
  const started = fresh && subject.record ? [{ instance, ...subject.record, how: 'started' }] : [];
  const ofTasks = [...opened.values()].flatMap(({ record }) =>
    record && record !== subject.record ? [{ instance, ...record, how: 'task' }] : [],
  );
  const unique = new Map(
    [...ofTasks, ...started].map((row) => [JSON.stringify([row.system, row.type, row.id]), row]),
  );
  return insertion('instance_record', [...unique.values()], sql`on conflict do nothing`);
}

/** Variables before and after each step that began or ended, of traced instances. */
function tracePart(change: Change, trace: InstanceStanding['trace']): Part[] {
  if (!trace) return [];
  const { subject, at, entered, standings } = change;
  const instance = subject.id;
  const ended = [...standings].filter(([, standing]) => standing.ended).map(([step]) => step);
  // A step that goes on waiting begins with what the command has left.
  const begun = [...entered.keys()].map((step) => ({
    ...{ instance, step, moment: 'before', at },
    variables: ended.includes(step) ? trace.before : trace.after,
  }));
  const done = ended.map((step) => ({ instance, step, moment: 'after', at, variables: trace.after }));
  return insertion('trace', [...begun, ...done], sql`on conflict do nothing`);
}

function errandParts({ errands, dropped }: Change): Part[] {
  const stale = dropped.filter((key) => !errands.some((errand) => errand.key === key));
  return [
    ...(stale.length > 0 ? [droppingOf(stale)] : []),
    ...(errands.length > 0 ? [postingOf(errands)] : []),
  ];
}

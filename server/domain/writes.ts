/** Writes all that a change has collected, in one statement. */
import { type RawBuilder, sql } from 'kysely';
import type { InstanceStatus as Status } from '../../lib/protocol/index.ts';
import type { Incident, Values } from '../engine/model.ts';
import { activityParts } from './activities/writes.ts';
import { caseParts } from './cases/writes.ts';
import type { Cast } from './cast.ts';
import type { Change } from './change.ts';
import { momentAfter } from './effects/jobs.ts';
import { droppingOf, postingOf } from './errands.ts';
import { titlesIn, whereTranslated } from './translations.ts';
import { insertion, type Part, rowsOf } from './written-rows.ts';

/** What becomes of the row of the instance. */
export interface InstanceStanding {
  state: unknown;
  status: Status;
  incident: Incident | null;
  failedAt: Date | null;
  /** Process variables before and after; null: not traced. */
  trace: { before: Values; after: Values } | null;
}

/** Writes the change; call it once, when everything is collected. */
export async function writeChange(change: Change, cast: Cast, standing: InstanceStanding): Promise<void> {
  const parts = [
    ...instancePart(change, standing),
    ...stepParts(change),
    ...taskParts(change),
    ...activityParts(change, cast),
    ...logPart(change),
    ...subscriptionParts(change),
    ...jobParts(change),
    ...recordPart(change),
    ...tracePart(change, standing.trace),
    ...caseParts(change, endOf(change, standing.status)),
  ];
  const named = parts.map((part, index) => sql`${sql.raw(`part_${index}`)} as (${part})`);
  await sql`with ${sql.join(named)} select ${sql.join([sql`1`, ...errandParts(change)])}`.execute(change.tx);
}

/** When it ended, as its row is to say; what has ended before and is not begun once more keeps its time. */
function endOf({ ended, at }: Change, status: Status): RawBuilder<Date | null> {
  if (ended) return sql`${at}`;
  return status === 'completed' || status === 'cancelled' ? sql`ended_at` : sql`null`;
}

function instancePart(change: Change, { state, status, incident, failedAt }: InstanceStanding): Part[] {
  const { subject, at } = change;
  const logHead = subject.logHead + change.log.length;
  const endedAt = change.ended ? at : null;
  if (!change.fresh) {
    const { caption } = change;
    return [
      sql`update instance set state = ${JSON.stringify(state)}::jsonb, status = ${status}, caption = ${caption},
        incident = ${incident && JSON.stringify(incident)}::jsonb, failed_at = ${failedAt},
        ended_at = ${endOf(change, status)}, revision = ${subject.revision + 1}, log_head = ${logHead}
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
  const { subject, at, actor, opened, closing, obstacles } = change;
  const instance = subject.id;
  const by = actor?.id ?? null;
  const fresh = [...opened.values()].map(({ id, task, performer, managerOf, activity, record, end }) => ({
    ...{ id, instance, step: task.step, element: task.element, kind: task.kind, title: task.title },
    ...{ hint: task.hint, content: task.content, watch: task.watch, record },
    ...whereTranslated({ titles: titlesIn(task.translations), translations: task.translations }),
    ...{ start: task.start, due: task.due, created_at: at },
    ...{ performer_user: performer.user, performer_role: performer.role },
    ...{ manager_of: managerOf, activity: end === null ? activity : null },
    ...(end !== null && { ended_at: at, ended_reason: end, ended_by: by }),
  }));
  const parts = insertion('task', fresh);
  if (closing.size > 0)
    parts.push(sql`delete from task_attachment using task where task_attachment.task = task.id
      and task.instance = ${instance} and task.step = any(${[...closing.keys()]}::text[])`);
  for (const [reason, steps] of Map.groupBy(closing.keys(), (step) => closing.get(step)))
    parts.push(sql`update task set ended_at = ${at}, ended_reason = ${reason}, ended_by = ${by}
      where instance = ${instance} and step = any(${steps}::text[]) and ended_at is null`);
  const moved = movedTasks(change);
  if (moved.length > 0)
    parts.push(sql`update task set
      performer_user = case when moves then fresh.performer_user else task.performer_user end,
      performer_role = case when moves then fresh.performer_role else task.performer_role end,
      obstacle = case when moves then null else task.obstacle end,
      titles = case when coalesce(fresh.title, task.title) = task.title then task.titles end,
      title = coalesce(fresh.title, task.title), start = coalesce(fresh.start, task.start),
      due = case when plans then fresh.due else task.due end, activity = coalesce(fresh.activity, task.activity),
      content = coalesce(fresh.content, task.content)
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as fresh (step text, moves boolean, plans boolean,
        performer_user text, performer_role text, title text, start timestamptz, due timestamptz, activity text,
        content jsonb)
      where task.instance = ${instance} and task.step = fresh.step and task.ended_at is null`);
  const found = [...obstacles].map(([step, obstacle]) => ({ step, obstacle }));
  if (found.length > 0)
    parts.push(sql`update task set obstacle = fresh.obstacle from ${rowsOf('task', found)} as fresh
      where task.instance = ${instance} and task.step = fresh.step`);
  return parts;
}

/** In one row what becomes of one task: a row can be updated only once in a statement. */
function movedTasks({ reassigned, replanned, redrawn }: Change): object[] {
  return [...new Set([...reassigned.keys(), ...replanned.keys(), ...redrawn.keys()])].map((step) => {
    const performer = reassigned.get(step);
    const plan = replanned.get(step);
    return {
      ...{ step, moves: performer !== undefined, plans: plan !== undefined },
      ...{ performer_user: performer?.user, performer_role: performer?.role, content: redrawn.get(step) },
      ...(plan && { title: plan.title, start: plan.start, due: plan.due, activity: plan.activity.id }),
    };
  });
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
  const rows = [...jobs.values()].map(({ attempts, foreground, after, ...job }) => ({
    ...job,
    acting: foreground ? acting : null,
    ...{ instance, attempts: 0, max_attempts: attempts, created_at: at },
    ...{ status: after ? 'retrying' : 'ready', problem: after?.why ?? null, next_at: momentAfter(at, after) },
  }));
  const again = sql`on conflict (instance, step) do update set status = excluded.status, topic = excluded.topic, inputs = excluded.inputs,
    variables = excluded.variables, attempts = 0, max_attempts = excluded.max_attempts, acting = excluded.acting,
    next_at = excluded.next_at, problem = excluded.problem, locked_by = null, locked_until = null`;
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

/** The steps of an instance. */
import { sql } from 'kysely';
import { type Incident, StepKind, type StepView } from '../../../lib/protocol/index.ts';
import type { ElementFacts } from '../../engine/port.ts';
import type { Db } from '../../store/store.ts';
import { toPerson } from './history.ts';

const MOST_STEPS = 1000;

interface StepRow {
  id: string;
  element: string;
  name: string;
  type: string;
  parent: string | null;
  index: number | null;
  status: StepView['status'];
  entered_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  ender_name: string | null;
  outcome: string | string[] | null;
  incident: Incident | null;
  user: string | null;
  user_name: string | null;
  role: string | null;
  role_name: string | null;
  child: string | null;
  traced: boolean;
}

/** In the order of their beginning; ids count, so those of one moment are ordered by them. */
export async function readSteps(
  db: Db,
  instance: string,
  elements: readonly ElementFacts[],
): Promise<{ steps: StepView[]; moreSteps: boolean }> {
  const { rows } = await sql<StepRow>`
    select step.id, step.element, step.name, step.type, step.parent, step.index, step.status,
      step.entered_at, step.ended_at, step.ended_by, ender.name as ender_name, step.outcome, step.incident,
      task.performer_user as user, performer.name as user_name,
      task.performer_role as role, role.name as role_name, child.id as child,
      exists (select from trace where trace.instance = step.instance and trace.step = step.id) as traced
    from step
    left join task on task.instance = step.instance and task.step = step.id
    left join account as performer on performer.id = task.performer_user
    left join role on role.id = task.performer_role
    left join account as ender on ender.id = step.ended_by
    left join (select distinct on (parent_step) parent_step, id from instance where parent = ${instance}
      order by parent_step, started_at desc, id) as child on child.parent_step = step.id
    where step.instance = ${instance}
    order by step.entered_at, length(step.id), step.id limit ${MOST_STEPS + 1}`.execute(db);
  const kinds = new Map(elements.map(({ id, kind }) => [id, kind]));
  const steps = rows.slice(0, MOST_STEPS).map((row) => toStep(row, kinds.get(row.element) ?? null));
  return { steps, moreSteps: rows.length > MOST_STEPS };
}

function toStep(row: StepRow, kind: string | null): StepView {
  const { id, element, name, type, parent, index, status, incident, child, traced, outcome } = row;
  return {
    ...{ id, element, name, type, parent, index, status, incident, child, traced },
    kind: StepKind.safeParse(kind).data ?? null,
    enteredAt: row.entered_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    performer: { user: toPerson(row.user, row.user_name), role: toPerson(row.role, row.role_name) },
    endedBy: toPerson(row.ended_by, row.ender_name),
    outcome: Array.isArray(outcome) ? outcome.join(', ') : outcome,
  };
}

/** How often each element was executed. */
export async function countTaken(db: Db, instance: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ element: string; count: number }>`
    select element, count(*)::int as count from step where instance = ${instance} group by element`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ element, count }) => [element, count]));
}

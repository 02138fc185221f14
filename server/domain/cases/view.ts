/** The case of a record as its page shows it. */
import type { CaseDefinition, CaseStage, CaseStep } from '../../../lib/cases/definition.ts';
import { wordsOfOutcome } from '../../../lib/cases/outcomes.ts';
import type {
  CaseStageView,
  CaseStepView,
  CaseView,
  Person,
  StageAgreement,
} from '../../../lib/protocol/index.ts';
import { definitionOf, outlookOf, standingOf } from '../../cases/read-standing.ts';
import type { CaseStanding, StepStanding, Visit } from '../../cases/standing.ts';
import type { Db } from '../../store/store.ts';
import { readTasksOfInstance, toTask } from '../tasks.ts';
import type { CaseRow } from './rows.ts';

/** What a view is made of. */
export interface Shown {
  row: CaseRow;
  compiled: unknown;
}

type Task = Awaited<ReturnType<typeof readTasksOfInstance>>[number];

/** All of a view but what only the CRM and the catalogue know. */
export async function viewCase(
  db: Db,
  user: string,
  { row, compiled }: Shown,
  mover: boolean,
): Promise<Omit<CaseView, 'change'>> {
  const definition = definitionOf(compiled);
  const standing = standingOf(compiled, row.state);
  const stage = definition.stages.find(({ id }) => id === standing.stage);
  const people = await readPeople(db, standing.visits);
  const { id, title, url, system, type } = row.record;
  return {
    instance: row.instance,
    process: { key: row.process, name: row.name, version: row.version },
    record: { system, type, id, title, url },
    status: row.status === 'cancelling' ? 'running' : row.status,
    ...{ revision: row.revision, stage: standing.stage },
    stages: definition.stages.map((one) => ({
      ...lookOf(definition, standing, one),
      move: outlookOf(compiled, row.state, one.id).move,
      visits: standing.visits
        .filter((visit) => visit.stage === one.id)
        .map(({ from, until, by, how }) => ({ from, until, by: personOf(people, by), how })),
    })),
    playbook: stage?.playbook ?? null,
    steps: await viewSteps(db, user, row.instance, stage?.steps ?? [], standing),
    agreement: await agreementOf(db, row, definition, standing),
    mayMove: mover && isMovable(row, definition),
  };
}

/** Steps of a stage, and what was added to it by hand: with the tasks that people have of them. */
export async function viewSteps(
  db: Db,
  user: string,
  instance: string,
  steps: readonly CaseStep[],
  { steps: standings, added }: Pick<CaseStanding, 'steps' | 'added'>,
): Promise<CaseStepView[]> {
  const tasks = await readTasksOfInstance(db, user, instance);
  const failed = await readFailed(db, instance);
  const roles = await readRoles(db, steps);
  const surroundingsOf = ({ step }: StepStanding) => {
    const task = tasks.findLast((one) => one.step === step);
    return { task, failed: failed.has(step ?? ''), roles };
  };
  return [
    ...steps.map((step) => {
      const standing = standings.find(({ id }) => id === step.id) ?? plannedStep(step);
      return viewStep(step, standing, surroundingsOf(standing));
    }),
    ...added.map((standing): CaseStepView => {
      const { id, subject: name } = standing;
      const step = {
        id,
        name,
        kind: 'send-email',
        required: false,
        performer: null,
        properties: {},
      } as const;
      return { ...viewStep(step, standing, surroundingsOf(standing)), added: true };
    }),
  ];
}

/** Steps of which none has begun. */
export async function viewPlanned(db: Db, steps: readonly CaseStep[]): Promise<CaseStepView[]> {
  const roles = await readRoles(db, steps);
  return steps.map((step) => viewStep(step, plannedStep(step), { task: undefined, failed: false, roles }));
}

/** How a step stands that has not begun. */
function plannedStep({ id }: CaseStep): StepStanding {
  return { id, step: null, status: 'later', result: null };
}

type ShownStep = Pick<CaseStep, 'id' | 'name' | 'kind' | 'required' | 'performer' | 'properties'>;

function viewStep(
  { id, name, kind, required, performer, properties }: ShownStep,
  { step, status, result }: StepStanding,
  { task, failed, roles }: { task: Task | undefined; failed: boolean; roles: ReadonlyMap<string, string> },
): CaseStepView {
  const shown = task && toTask(task);
  const role = performer?.role ?? null;
  const roleName = role === null ? undefined : roles.get(role);
  return {
    ...{ id, step, name, kind, required, added: false },
    result: result && wordsOfOutcome({ properties }, result),
    status: failed && status === 'open' ? 'failed' : status,
    performer: shown?.performer ?? {
      user: null,
      role: role !== null && roleName !== undefined ? { id: role, name: roleName } : null,
    },
    due: shown?.due ?? null,
    task: task?.mine && task.ended_at === null ? task.id : null,
  };
}

/** A stage as it looks on the bar. */
export function lookOf(
  { stages }: CaseDefinition,
  { stage: current }: Pick<CaseStanding, 'stage'>,
  { id, name, colour, group, end }: CaseStage,
): Omit<CaseStageView, 'move' | 'visits'> {
  const slotOf = (one: string) => {
    const stage = stages.find((known) => known.id === one);
    return stages.findIndex((known) => known.id === (stage?.group ?? one));
  };
  const reached = id === current || slotOf(id) < slotOf(current);
  return { id, name, colour, group, end, reached };
}

/** Whether anybody may still move it: while it runs, or always where the case says so (behaviour 8.5). */
function isMovable({ status }: CaseRow, { afterEnd }: CaseDefinition): boolean {
  if (status === 'running' || status === 'error') return true;
  return status === 'completed' && afterEnd === 'open';
}

async function agreementOf(
  db: Db,
  { instance }: CaseRow,
  { stages }: CaseDefinition,
  { agreement }: CaseStanding,
): Promise<StageAgreement> {
  switch (agreement.state) {
    case 'writing': {
      const job = await db
        .selectFrom('job')
        .select('problem')
        .where('instance', '=', instance)
        .where('step', '=', agreement.step)
        .executeTakeFirst();
      return { state: 'writing', problem: job?.problem?.slice(0, 4000) ?? null };
    }
    case 'conflict': {
      const { value, problem } = agreement;
      const stage = stages.find((one) => one.value === value)?.id ?? null;
      return { state: 'conflict', stage, value, problem };
    }
    default:
      return agreement;
  }
}

async function readPeople(db: Db, visits: readonly Visit[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(visits.flatMap(({ by }) => by ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('account').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function personOf(people: ReadonlyMap<string, string>, id: string | null): Person | null {
  return id === null ? null : { id, name: people.get(id) ?? id };
}

async function readRoles(db: Db, steps: readonly CaseStep[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(steps.flatMap(({ performer }) => performer?.role ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('role').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Steps that an administrator has to look at. */
async function readFailed(db: Db, instance: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('step')
    .select('id')
    .where('instance', '=', instance)
    .where('status', '=', 'error')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

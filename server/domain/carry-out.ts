/** Carries out what the engine decided: everything that it changes, told to everybody whom it concerns. */
import type { InstanceStatus as Status } from '../../lib/protocol/index.ts';
import type { Incident } from '../engine/model.ts';
import type { Advance } from '../engine/port.ts';
import { type OpenedPage, workBegun } from './acting.ts';
import { readTurn } from './cases/turn.ts';
import { type Cast, findManagers, performerProblem, readCast } from './cast.ts';
import { type Change, setStanding } from './change.ts';
import { collect } from './effects.ts';
import { askForDecision } from './notices.ts';
import { broadcast } from './signals.ts';
import { tell } from './telling.ts';
import { writeChange } from './writes.ts';

/** What came of a change, for the answer to whoever asked for it. */
export interface Changed {
  status: Status;
  /** Pages of the tasks that were opened and are open still. */
  opened: OpenedPage[];
  /** Pieces of system work that whoever acted waits for. */
  working: number;
}

/** How the instance was before the command; null: there was none. */
export interface Before {
  definition: unknown;
  state: unknown;
}

/** Writes state, steps, tasks, log and events of one command; call it once, last but for the answer. */
export async function carryOut(
  change: Change,
  advance: Advance,
  definition: unknown,
  stateBefore: unknown,
): Promise<Changed> {
  const { subject, around } = change;
  for (const effect of advance.effects) collect(change, effect);
  change.caseTurn = readTurn(definition, { before: stateBefore, after: advance.state });
  const cast = await readCast(change);
  findManagers(change, cast);
  findPerformers(change, cast);
  askForDecisions(change);
  const status = statusAfter(change, advance.status);
  const [incident = null] = change.problems.values();
  const variables = (state: unknown) => around.engine.variables(definition, state);
  await writeChange(change, cast, {
    ...{ state: advance.state, status, incident },
    failedAt: status === 'error' ? (subject.failedAt ?? change.at) : null,
    trace: subject.traced
      ? { before: stateBefore === null ? {} : variables(stateBefore), after: variables(advance.state) }
      : null,
  });
  for (const signal of change.signals) await broadcast(change.tx, signal.name, signal.variables, subject.id);
  return { status, opened: await tell(change, cast), working: workBegun(change) };
}

/** A performer that nobody is stays a problem that the engine knows nothing of. */
function findPerformers(change: Change, cast: Cast): void {
  for (const [step, { task, performer, managerOf, end }] of change.opened) {
    if (end === null) judge(change, step, task.element, performerProblem(cast, performer, managerOf));
  }
  for (const [step, performer] of change.reassigned)
    judge(change, step, cast.touched.get(step)?.element ?? '', performerProblem(cast, performer));
}

/** Not before the managers are known: the engine names the employee, who may be the one that acts. */
function askForDecisions(change: Change): void {
  for (const { id, task, performer, end } of change.opened.values())
    if (end === null) askForDecision(change, { id, content: task.content }, performer);
}

function judge(change: Change, step: string, element: string, problem: string | null): void {
  if (problem === null) {
    if (change.problems.has(step)) setStanding(change, step, {});
    return;
  }
  const incident: Incident = { code: 'no-performer', element, message: problem };
  setStanding(change, step, { status: 'error', incident });
  change.log.push({ element, event: 'instance.failed', data: { step, ...incident } });
}

function statusAfter({ subject, ended, problems }: Change, status: Advance['status']): Status {
  if (ended) return ended.status;
  if (subject.status === 'cancelling') return 'cancelling';
  return status === 'running' && problems.size > 0 ? 'error' : status;
}

/** Commands of people: checked, carried out in one transaction, and answered once. */
import type { Command, CommandResult, LinkedRecord, User, Value } from '../../lib/protocol/index.ts';
import type { START_VARIABLES } from '../engine/parse/profile.ts';
import { readSubmission } from '../engine/submission.ts';
import type { Tx } from '../store/store.ts';
import { beginChange, type Changed, carryOut } from './change.ts';
import { answeredOnce } from './command-answer.ts';
import { lockInstance } from './instance-lock.ts';
import { readUser, requirePermission } from './people.ts';
import { readActive, requireFit } from './processes.ts';
import type { Surroundings } from './surroundings.ts';
import { readMyTask, requireOpen, toPage } from './tasks.ts';

/**
 * Carries out a command of a user. `id` was made by the client: the same id again has no second effect and
 * gets the stored answer. A refused command changes nothing, throws a `ProtocolError` and is not stored.
 */
export function runCommand(
  around: Surroundings,
  actor: string,
  id: string,
  command: Command,
): Promise<CommandResult> {
  return answeredOnce(around.store.db, actor, id, async (tx) => {
    const user = await readUser(tx, actor);
    if (command.type === 'process.start') return startProcess(around, tx, user, command);
    return completeTask(around, tx, user, command);
  });
}

async function startProcess(
  around: Surroundings,
  tx: Tx,
  user: User,
  { process: key, record }: Extract<Command, { type: 'process.start' }>,
): Promise<CommandResult> {
  requirePermission(user, 'run-processes');
  const { version, facts } = await readActive(tx, key);
  await requireFit(tx, facts, record);
  const { compiled } = await around.definitions.read(tx, key, version);
  const at = around.now();
  const occasion = { now: at.toISOString(), actor: user.id };
  const advance = around.engine.advance(compiled, null, {
    ...occasion,
    type: 'start',
    variables: variablesOf(user, record),
  });
  const id = around.newId();
  await tx
    .insertInto('instance')
    .values({
      id,
      process: key,
      version,
      state: JSON.stringify(advance.state),
      status: advance.status,
      caption: facts.name,
      record: record ? JSON.stringify(record) : null,
      started_by: user.id,
      started_at: at,
      ended_at: null,
      incident: null,
      revision: 0,
    })
    .execute();
  const process = { key, version, name: facts.name };
  const subject = { id, process, caption: facts.name, record, incident: null, revision: 0 };
  const change = beginChange(around, tx, subject, user, at);
  change.log.push({ element: null, event: 'instance.started', data: { version } });
  return toResult(id, user, await carryOut(change, advance));
}

async function completeTask(
  around: Surroundings,
  tx: Tx,
  user: User,
  { task: id, submission }: Extract<Command, { type: 'task.complete' }>,
): Promise<CommandResult> {
  const found = await readMyTask(tx, user.id, id);
  const { subject, state, definition } = await lockInstance(around, tx, found.instance);
  // Read again: whoever held the lock may have ended it.
  const task = await readMyTask(tx, user.id, id);
  requireOpen(task);
  const { variables, outcome } = readSubmission(task.content, submission);
  const details = submission.kind === 'perform-task' ? submission.details : null;
  const at = around.now();
  const occasion = { now: at.toISOString(), actor: user.id };
  const advance = around.engine.advance(definition, state, {
    ...occasion,
    type: 'complete',
    step: task.step,
    variables,
    outcome,
  });
  const change = beginChange(around, tx, subject, user, at, details);
  return toResult(subject.id, user, await carryOut(change, advance));
}

/** What every process knows from its start. */
function variablesOf(
  user: User,
  record: LinkedRecord | null,
): Record<(typeof START_VARIABLES)[number], Value> {
  return {
    startedBy: user.id,
    recordSystem: record?.system ?? null,
    recordType: record?.type ?? null,
    recordId: record?.id ?? null,
    recordTitle: record?.title ?? null,
  };
}

/** Of the tasks that were opened, those whose pages open now are the foreground steps of who acted (behaviour 2.1). */
function toResult(instance: string, user: User, { opened, status }: Changed): CommandResult {
  const now = opened.filter(({ row, foreground }) => {
    return foreground && row.ended_at === null && row.performer_user === user.id;
  });
  const ended = status === 'completed' || status === 'cancelled';
  return { instance, open: now.map(({ row }) => toPage(row)), ended };
}

/** What people do with cases: begin, move, settle, change (behaviour 8.2, 8.5). */

import { stageOf } from '../../../lib/cases/courses.ts';
import {
  type CaseCommand,
  type CommandResult,
  type LinkedRecord,
  ProtocolError,
  phrase,
  type User,
} from '../../../lib/protocol/index.ts';
import { isCase } from '../../cases/compiled.ts';
import { definitionOf, standingOf } from '../../cases/read-standing.ts';
import type { Tx } from '../../store/store.ts';
import type { Acting } from '../acting.ts';
import { cancelIn } from '../cancel.ts';
import type { Subject } from '../change.ts';
import type { Outbox } from '../channels.ts';
import type { CommandOrigin } from '../commands.ts';
import { toResult } from '../complete-task.ts';
import { type Instruction, instruct } from '../events.ts';
import { type LockedInstance, lockInstance } from '../instance-lock.ts';
import { readActual, requireFit } from '../processes.ts';
import { type ManualStart, readStartable, startByHand } from '../starts.ts';
import type { Surroundings } from '../surroundings.ts';
import { hasTaskIn, readTasksOfInstance } from '../tasks.ts';
import { type Beginning, claimRecord, prepareCase } from './beginning.ts';
import { placeLike } from './correspondence.ts';
import { requireMover } from './permissions.ts';
import { readCase } from './rows.ts';

type Of<Type extends CaseCommand['type']> = Extract<CaseCommand, { type: Type }>;

/** On whose behalf a command about a case is carried out, and who is told. */
export interface CaseOccasion {
  around: Surroundings;
  tx: Tx;
  user: User;
  origin: CommandOrigin;
  acting: Acting | null;
  outbox: Outbox;
  /** What else an ordinary start of a process was given. */
  given?: Pick<ManualStart, 'parameters' | 'businessKey'> | undefined;
}

/** Whether a command is about a case. */
export function isCaseCommand(command: { type: string }): command is CaseCommand {
  return command.type.startsWith('case.');
}

/**
 * What has to be asked of the CRM before the transaction of a command begins; null: nothing. Who may not carry it out
 * learns nothing from the CRM by it.
 */
export async function prepareCommand(
  around: Surroundings,
  user: User,
  command: CaseCommand,
): Promise<Beginning | null> {
  if (command.type === 'case.start') return prepareAllowed(around, user, command.process, command.record);
  if (command.type !== 'case.change') return null;
  const found = await readCase(around.store.db, command.instance);
  if (!found) return null;
  await requireMover(around.store.db, user, { key: found.process, name: found.name });
  return prepareAllowed(around, user, command.process, found.record);
}

async function prepareAllowed(
  around: Surroundings,
  user: User,
  process: string,
  record: LinkedRecord,
): Promise<Beginning | null> {
  const { db } = around.store;
  const { facts } = await readStartable(db, user, process);
  await requireFit(db, facts, record);
  return prepareCase(around, process, record, user.id);
}

/** Carries out a command; `beginning` is what {@link prepareCommand} found. */
export function runCaseCommand(
  occasion: CaseOccasion,
  command: CaseCommand,
  beginning: Beginning | null,
): Promise<CommandResult> {
  switch (command.type) {
    case 'case.start':
      return startCase(occasion, command, beginning);
    case 'case.move':
      return decide(occasion, command, { type: 'case.move', stage: command.stage });
    case 'case.settle':
      return decide(occasion, command, { type: 'case.settle', keep: command.keep });
    case 'case.change':
      return changeCase(occasion, command, beginning);
    case 'case.add':
      return add(occasion, command);
    case 'case.remove':
      return remove(occasion, command);
  }
}

async function startCase(
  { around, tx, user, given, ...way }: CaseOccasion,
  { process, record }: Pick<Of<'case.start'>, 'process' | 'record'>,
  beginning: (Omit<Beginning, 'variables'> & Pick<ManualStart, 'variables' | 'details'>) | null,
): Promise<CommandResult> {
  const { apart: _, ...read } = beginning ?? { apart: true };
  const started = await startByHand(around, tx, user, {
    ...{ process, record, variables: {}, parameters: {}, ...way },
    ...{ ...given, ...read },
  });
  return toResult(started.instance, user, started);
}

/** Moves or settles a case that still stands as the person saw it. */
async function decide(
  { around, tx, user, acting, outbox }: CaseOccasion,
  { instance, revision }: { instance: string; revision: number },
  instruction: Instruction,
): Promise<CommandResult> {
  const changed = await instruct(around, tx, instance, instruction, {
    ...{ actor: user, acting, outbox },
    before: (subject, definition) =>
      requireDecidable({ around, tx, user }, { subject, definition }, revision),
  });
  return toResult(instance, user, changed);
}

/** Whoever has to do with a case may add to it: those who may move it, and those who have a task in it. */
async function add(
  occasion: CaseOccasion,
  { instance, kind, subject }: Of<'case.add'>,
): Promise<CommandResult> {
  return byHand(
    occasion,
    instance,
    { type: 'case.add', kind, subject },
    async ({ tx, user }, { process }) => {
      if (!(await hasTaskIn(tx, user.id, instance))) await requireMover(tx, user, process);
    },
  );
}

/** What a colleague is writing is theirs, but those who move the case may clear up. */
async function remove(occasion: CaseOccasion, { instance, step }: Of<'case.remove'>): Promise<CommandResult> {
  return byHand(occasion, instance, { type: 'case.remove', step }, async ({ tx, user }, { process }) => {
    const mine = (await readTasksOfInstance(tx, user.id, instance)).filter((task) => task.mine);
    if (!mine.some((task) => task.step === step)) await requireMover(tx, user, process);
  });
}

async function byHand(
  occasion: CaseOccasion,
  instance: string,
  instruction: Instruction,
  requireAllowed: (occasion: CaseOccasion, subject: Subject) => Promise<void>,
): Promise<CommandResult> {
  const { around, tx, user, acting, outbox } = occasion;
  const changed = await instruct(around, tx, instance, instruction, {
    ...{ actor: user, acting, outbox },
    before: async (subject, definition) => {
      requireCase(definition);
      await requireAllowed(occasion, subject);
    },
  });
  return toResult(instance, user, changed);
}

/** The old case is cancelled and the other one begins where the record stands (behaviour 8.2, 8.8). */
async function changeCase(
  occasion: CaseOccasion,
  { process, instance, revision }: Of<'case.change'>,
  beginning: Beginning | null,
): Promise<CommandResult> {
  const { around, tx, user, outbox } = occasion;
  const locked = await lockInstance(around, tx, instance);
  await requireDecidable(occasion, locked, revision);
  const { record, caption } = locked.subject;
  if (record === null || beginning === null)
    throw new ProtocolError('step-unfit', { expected: phrase('a-case'), got: phrase('a-process') });
  const placed = beginning.apart ? await placeOf(occasion, locked, process) : {};
  await cancelIn(around, tx, user, instance, `The case was changed on ${record.title ?? caption}.`, outbox);
  return startCase(occasion, { process, record }, { ...beginning, ...placed });
}

/** Where it begins when only the case before it tells where the record stands. */
async function placeOf(
  { around, tx }: CaseOccasion,
  { definition, state }: LockedInstance,
  process: string,
): Promise<Pick<ManualStart, 'variables' | 'details'>> {
  const { version } = await readActual(tx, process);
  const { compiled } = await around.definitions.read(tx, process, version);
  const { stage } = standingOf(definition, state);
  return placeLike({ definition: definitionOf(definition), stage }, definitionOf(compiled));
}

/**
 * Looks at a locked instance. Throws `step-unfit` when it is no case, `not-allowed`, `case-moved` when it has moved since
 * the revision, `case-exists` when another case guides its record since it ended.
 */
async function requireDecidable(
  { around, tx, user }: Pick<CaseOccasion, 'around' | 'tx' | 'user'>,
  { subject, definition }: { subject: Subject; definition: unknown },
  revision: number,
): Promise<void> {
  requireCase(definition);
  await requireMover(tx, user, subject.process);
  const standing = await tx
    .selectFrom('record_case')
    .select(['stage', 'turned', 'ended_at'])
    .where('instance', '=', subject.id)
    .executeTakeFirstOrThrow();
  if (standing.turned > revision) {
    const stage = stageOf(definitionOf(definition), standing.stage)?.name ?? standing.stage;
    throw new ProtocolError('case-moved', { stage });
  }
  if (standing.ended_at === null) return;
  const { facts } = await around.definitions.read(tx, subject.process.key, subject.process.version);
  await claimRecord(tx, facts, subject.record);
}

function requireCase(definition: unknown): void {
  if (isCase(definition)) return;
  throw new ProtocolError('step-unfit', { expected: phrase('a-case'), got: phrase('a-process') });
}

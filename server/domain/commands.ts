/** Commands of people: checked, carried out in one transaction, and answered once. */
import {
  type CaseCommand,
  type Command,
  CommandResult,
  type Origin,
  type ResultOf,
  type User,
} from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import type { Acting } from './acting.ts';
import { runActivityCommand } from './activities/commands.ts';
import { type CaseOccasion, isCaseCommand, prepareCommand, runCaseCommand } from './cases/commands.ts';
import type { Outbox } from './channels.ts';
import { answeredOnce, isAnswered } from './command-answer.ts';
import { completeTask, toResult } from './complete-task.ts';
import { type Check, checkTask, readForCheck } from './edit-pages/check.ts';
import { sendLetter, sendsLetter } from './letters.ts';
import { type WrittenPage, writePage } from './page-sources/write.ts';
import { readUser } from './people.ts';
import { startByHand, UnreadRecord } from './starts.ts';
import type { Surroundings } from './surroundings.ts';

/** By which way a command came, where that is noted. */
export type CommandOrigin = Extract<Origin, 'person' | 'rest' | 'command-line'>;

/** By which way a command came, and who waits for what follows. */
interface Way {
  /** What a page has written to the CRM before. */
  written: WrittenPage | null;
  origin: CommandOrigin;
  acting: Acting | null;
}

/**
 * Carries out a command of a user. `id` was made by the client: the same id again has no second effect and
 * gets the stored answer. A refused command changes nothing, throws a `ProtocolError` and is not stored.
 */
export async function runCommand<Of extends Command>(
  around: Surroundings,
  actor: string,
  id: string,
  command: Of,
  origin: CommandOrigin = 'person',
): Promise<ResultOf<Of>> {
  // Only who looks at a page waits for the system; a program asks when it wants to know.
  const acting = origin === 'person' ? { account: actor, command: id } : null;
  // A mail server takes its time: nothing is locked while it is spoken to.
  if (sendsLetter(command)) await sendLetter(around, actor, id, command);
  // Neither while a CRM is.
  const written = await writePage(around, actor, id, command);
  const result = await carryOutCommand(around, actor, id, command, { origin, acting, written });
  // Of some types the answer has an instance; it is stored and read like any other.
  return result as ResultOf<Of>;
}

async function carryOutCommand(
  around: Surroundings,
  actor: string,
  id: string,
  command: Command,
  way: Way,
): Promise<CommandResult> {
  if (command.type === 'task.check') return checkRecord(around, actor, id, command, way.acting);
  if (isCaseCommand(command)) return aboutCase(around, actor, id, command, way);
  try {
    return await runAtOnce(around, actor, id, command, way);
  } catch (error) {
    if (!(error instanceof UnreadRecord) || command.type !== 'process.start' || !command.record) throw error;
    const { process, record, variables: parameters = {}, businessKey = null } = command;
    const given = { parameters, businessKey };
    return aboutCase(around, actor, id, { type: 'case.start', process, record }, { ...way, given });
  }
}

/** A CRM is asked before the transaction begins, and not at all about what has been done before. */
async function aboutCase(
  around: Surroundings,
  actor: string,
  id: string,
  command: CaseCommand,
  way: Way & Pick<CaseOccasion, 'given'>,
): Promise<CommandResult> {
  const { db } = around.store;
  const answered = await isAnswered(db, actor, id);
  const beginning = answered ? null : await prepareCommand(around, await readUser(db, actor), command);
  return answeredOnce(db, actor, id, CommandResult, async (tx, outbox) => {
    const user = await readUser(tx, actor);
    const { origin, acting, given } = way;
    return runCaseCommand({ around, tx, user, outbox, origin, acting, given }, command, beginning);
  });
}

function runAtOnce(
  around: Surroundings,
  actor: string,
  id: string,
  command: Exclude<Command, Check | CaseCommand>,
  way: Way,
): Promise<CommandResult> {
  return answeredOnce(around.store.db, actor, id, CommandResult, async (tx, outbox) => {
    const user = await readUser(tx, actor);
    const { acting } = way;
    if (command.type === 'process.start') return startProcess(around, tx, user, command, { ...way, outbox });
    if (command.type === 'task.complete') {
      const { task, submission } = command;
      return completeTask(around, tx, user, task, { submission, acting, outbox, written: way.written });
    }
    return runActivityCommand({ around, tx, user, acting }, command);
  });
}

/** A CRM is asked before the transaction begins: it takes its time. */
async function checkRecord(
  around: Surroundings,
  actor: string,
  id: string,
  command: Check,
  acting: Acting | null,
): Promise<CommandResult> {
  const { db } = around.store;
  const found = await readForCheck(around, await readUser(db, actor), command);
  return answeredOnce(db, actor, id, CommandResult, async (tx) => {
    const user = await readUser(tx, actor);
    const checked = await checkTask(around, tx, user, { ...command, acting }, found);
    return 'changed' in checked ? toResult(checked.instance, user, checked.changed) : checked;
  });
}

async function startProcess(
  around: Surroundings,
  tx: Tx,
  user: User,
  { process, record, variables = {}, businessKey }: Extract<Command, { type: 'process.start' }>,
  way: Way & { outbox: Outbox },
): Promise<CommandResult> {
  const started = await startByHand(around, tx, user, {
    ...{ process, record, parameters: variables, ...way },
    ...(businessKey === undefined ? {} : { businessKey }),
  });
  return toResult(started.instance, user, started);
}

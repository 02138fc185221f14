/** Commands that the system itself gives to an instance. */
import { ProtocolError, type User } from '../../lib/protocol/index.ts';
import type { EngineCommand } from '../engine/model.ts';
import type { Tx } from '../store/store.ts';
import type { Acting } from './acting.ts';
import { type Changed, carryOut } from './carry-out.ts';
import { beginChange, type Change, type Subject } from './change.ts';
import type { Outbox } from './channels.ts';
import { lockInstance } from './instance-lock.ts';
import type { Surroundings } from './surroundings.ts';

/** A command without its occasion: when and by whom is added here. */
export type Instruction = EngineCommand extends infer Command
  ? Command extends EngineCommand
    ? Omit<Command, 'now' | 'actor'>
    : never
  : never;

/** What else a change is told. */
export interface InstructionOptions {
  actor?: User | null;
  /** Who waits for what follows. */
  acting?: Acting | null;
  details?: string | null;
  /** Looks at the instance once it is locked; throws to leave it as it is. */
  before?: (subject: Subject, definition: unknown) => unknown;
  /** Events are added here instead of being published: for several commands in one transaction. */
  outbox?: Outbox | null;
  /** Adds to the change before the effects, for example a line of the log. */
  prepare?: (change: Change) => unknown;
}

/**
 * Locks an instance, gives it one command and carries out what follows from it. Throws what the engine throws
 * when the command does not fit the state.
 */
export async function instruct(
  around: Surroundings,
  tx: Tx,
  instance: string,
  instruction: Instruction,
  { actor = null, acting = null, details = null, outbox = null, before, prepare }: InstructionOptions = {},
): Promise<Changed> {
  const { subject, state, definition, problems } = await lockInstance(around, tx, instance);
  await before?.(subject, definition);
  const at = around.now();
  const command = { ...instruction, now: at.toISOString(), actor: actor?.id ?? null } as EngineCommand;
  const advance = await around.engine.advance(definition, state, command);
  const about = 'step' in instruction ? instruction.step : null;
  const change = beginChange(around, tx, subject, { actor, acting, at, about, details, problems, outbox });
  prepare?.(change);
  return carryOut(change, advance, definition, state);
}

/**
 * The same in a transaction of its own, for errands: false when the instance does not wait for it any more.
 * An errand that runs again finds that, so its effect is there once.
 */
export async function instructOnce(
  around: Surroundings,
  instance: string,
  instruction: Instruction,
  options: InstructionOptions = {},
): Promise<boolean> {
  try {
    await around.store.db.transaction().execute((tx) => instruct(around, tx, instance, instruction, options));
    return true;
  } catch (error) {
    if (isStale(error)) return false;
    throw error;
  }
}

/** Whether the error says that the instance does not wait for the event any more. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof ProtocolError)) return false;
  return error.wire.code === 'stale-event' || error.wire.code === 'instance-unknown';
}

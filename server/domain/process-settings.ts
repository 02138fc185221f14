/** What administrators set about a process: its actual version, its state, tracing, offers, who may start it. */
import { type Bulk, type ProcessState, ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { ProcessFacts } from '../engine/port.ts';
import type { Tx } from '../store/store.ts';
import { cancelAll } from './bulk.ts';
import { overlapOf } from './cases/overlap.ts';
import { changeCatalogue } from './catalogue.ts';
import { requirePermission } from './people.ts';
import { logProcess, type ProcessEvent } from './process-log.ts';
import { readActual } from './processes.ts';
import type { StartRule } from './start-permissions.ts';
import type { Surroundings } from './surroundings.ts';
import { planTriggers } from './triggers.ts';

/**
 * Makes another version the one that new instances run; what runs goes on with its own (behaviour 5.4). Needs
 * *manage definitions*. Throws `process-unknown` or `version-unknown`.
 */
export async function setActual(
  around: Surroundings,
  tx: Tx,
  user: User,
  process: string,
  version: number,
): Promise<void> {
  await change(around, tx, user, process, 'actual-set', { version }, async () => {
    const found = await tx
      .selectFrom('definition')
      .select('facts')
      .where('key', '=', process)
      .where('version', '=', version)
      .executeTakeFirst();
    if (!found) throw new ProtocolError('version-unknown', { process, version });
    const { state } = await readActual(tx, process);
    if (state !== 'inactive') await refuseOverlap(tx, found.facts);
    return { actual: version };
  });
  await planTriggers(around, tx, process);
}

/** What becomes of a process, and of what runs of it. */
export interface StateChange {
  state: ProcessState;
  /** Also cancel what runs of all its versions. */
  cancelInstances: boolean;
  reason: string | null;
}

/**
 * Activates or deactivates a process, or stops new starts only (behaviour 5.2). What runs goes on unless it is
 * to be cancelled; where other processes call it, it runs all the same. Needs *manage definitions*, to cancel
 * *cancel instances*, too. Gives the bulk that cancels, if there is something to cancel.
 */
export async function setState(
  around: Surroundings,
  tx: Tx,
  user: User,
  process: string,
  { state, cancelInstances, reason }: StateChange,
): Promise<Bulk | null> {
  requirePermission(user, 'manage-definitions');
  if (cancelInstances) requirePermission(user, 'cancel-instances');
  // One change of the catalogue: instances are locked before its end, when channels are.
  return changeCatalogue(tx, async () => {
    await change(around, tx, user, process, 'state-set', { state, cancelInstances, reason }, async () => {
      const { facts } = await readActual(tx, process);
      if (state !== 'inactive') await refuseOverlap(tx, facts);
      return { state };
    });
    await planTriggers(around, tx, process);
    return cancelInstances
      ? cancelRunning(around, tx, user, process, reason ?? 'The process was deactivated.')
      : null;
  });
}

/** Throws `case-overlap` when another active case is for the same records. */
async function refuseOverlap(tx: Tx, facts: ProcessFacts): Promise<void> {
  const overlap = await overlapOf(tx, facts);
  if (overlap) throw overlap;
}

async function cancelRunning(
  around: Surroundings,
  tx: Tx,
  user: User,
  process: string,
  reason: string,
): Promise<Bulk | null> {
  const running = await tx
    .selectFrom('instance')
    .select('id')
    .where('process', '=', process)
    .where('ended_at', 'is', null)
    .execute();
  if (running.length === 0) return null;
  return cancelAll(
    around,
    tx,
    user,
    running.map(({ id }) => id),
    reason,
  );
}

/** What can be configured; each replaces what was set before. */
export interface ProcessSettings {
  tracing: boolean;
  quickLaunch: boolean;
  /** Days after which ended instances are deleted; 0: never; null: as the server is set. */
  retentionDays: number | null;
  /** In the order in which they are looked at. */
  permissions: StartRule[];
}

/** Configures a process. Needs *manage definitions*. Throws `process-unknown` or `step-unfit`. */
export async function configure(
  around: Surroundings,
  tx: Tx,
  user: User,
  process: string,
  { tracing, quickLaunch, retentionDays, permissions }: ProcessSettings,
): Promise<void> {
  const data = { tracing, quickLaunch, retentionDays, permissions };
  await change(around, tx, user, process, 'configured', data, async () => {
    for (const rule of permissions) await requireNamed(tx, rule);
    await tx.deleteFrom('process_permission').where('process', '=', process).execute();
    const rows = permissions.map(({ account, role, allowed }, position) => {
      return { process, position, account, role, allowed };
    });
    if (rows.length > 0) await tx.insertInto('process_permission').values(rows).execute();
    return { tracing, quick_launch: quickLaunch, retention_days: retentionDays };
  });
}

/** Throws `step-unfit` unless the rule names one person or one role that there is. */
async function requireNamed(tx: Tx, { account, role }: StartRule): Promise<void> {
  const expected = phrase('a-start-rule');
  if ((account === null) === (role === null))
    throw new ProtocolError('step-unfit', { expected, got: phrase(account === null ? 'neither' : 'both') });
  const found = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', account)
    .unionAll(tx.selectFrom('role').select('id').where('id', '=', role))
    .executeTakeFirst();
  if (!found) throw new ProtocolError('step-unfit', { expected, got: account ?? role ?? '' });
}

interface ProcessChange {
  actual?: number;
  state?: ProcessState;
  tracing?: boolean;
  quick_launch?: boolean;
  retention_days?: number | null;
}

/** Changes a row of `process`, notes who did it, and tells everybody whose list is another then. */
async function change(
  around: Surroundings,
  tx: Tx,
  user: User,
  process: string,
  event: ProcessEvent,
  data: Record<string, unknown>,
  work: () => Promise<ProcessChange>,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const at = around.now();
  await changeCatalogue(tx, async () => {
    const found = await tx
      .selectFrom('process')
      .select('key')
      .where('key', '=', process)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!found) throw new ProtocolError('process-unknown', { key: process });
    const set = await work();
    await tx
      .updateTable('process')
      .set({ ...set, changed_at: at, changed_by: user.id })
      .where('key', '=', process)
      .execute();
    await logProcess(tx, process, user, at, event, data);
  });
}

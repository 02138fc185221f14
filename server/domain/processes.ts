import {
  type LinkedRecord,
  ProtocolError,
  type StartableProcess,
  type User,
} from '../../lib/protocol/index.ts';
import type { Finding } from '../engine/model.ts';
import type { ProcessFacts, ProcessFiles } from '../engine/port.ts';
import type { Db } from '../store/store.ts';
import { lockCatalogue } from './catalogue-lock.ts';
import { Outbox } from './channels.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { readSystem } from './systems.ts';

/** The active processes that a user may start: none without the permission to run processes. */
export async function listStartable(db: Db, user: User): Promise<StartableProcess[]> {
  if (!user.permissions.includes('run-processes')) return [];
  return listActive(db);
}

/** All active processes, by key. */
export async function listActive(db: Db): Promise<StartableProcess[]> {
  const rows = await db
    .selectFrom('definition')
    .select(['version', 'facts'])
    .where('active', '=', true)
    .orderBy('key')
    .execute();
  return rows.map(({ version, facts }) => toStartable(facts, version));
}

function toStartable(facts: ProcessFacts, version: number): StartableProcess {
  return {
    key: facts.key,
    name: facts.name,
    description: facts.description,
    version,
    recordTypes: facts.recordTypes,
  };
}

/** The active version of a process; throws `process-unknown`. */
export async function readActive(db: Db, key: string): Promise<{ version: number; facts: ProcessFacts }> {
  const found = await db
    .selectFrom('definition')
    .select(['version', 'facts'])
    .where('key', '=', key)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!found) throw new ProtocolError('process-unknown', { key });
  return found;
}

/** Throws `system-unknown` or `process-unfit` unless the process is offered on records of this type. */
export async function requireFit(db: Db, facts: ProcessFacts, record: LinkedRecord | null): Promise<void> {
  const types = facts.recordTypes.join(', ') || 'no records';
  if (record === null) {
    if (facts.recordTypes.length === 0) return;
    throw new ProtocolError('process-unfit', { process: facts.name, types, got: 'no record' });
  }
  const system = await readSystem(db, record);
  const names = [`${system.kind}:${record.type}`, `${system.id}:${record.type}`];
  if (facts.recordTypes.some((type) => names.includes(type))) return;
  throw new ProtocolError('process-unfit', { process: facts.name, types, got: names[0] ?? '' });
}

/** A process as it has been deployed. */
export interface Deployed {
  process: StartableProcess;
  warnings: Finding[];
}

/**
 * Checks the files and makes them the next, active version of their process; everybody who may start
 * processes is told. Throws `definition-refused` with the findings when the engine could not run them.
 */
export async function deploy(around: Surroundings, user: User, files: ProcessFiles): Promise<Deployed> {
  requirePermission(user, 'manage-definitions');
  const outcome = await around.engine.deploy(files);
  if (!outcome.ok) throw new DeploymentRefused(outcome.findings);
  const { facts, definition } = outcome.process;
  return around.store.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx);
    const last = await tx
      .selectFrom('definition')
      .select((the) => the.fn.max('version').as('version'))
      .where('key', '=', facts.key)
      .executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
    await tx.updateTable('definition').set({ active: false }).where('key', '=', facts.key).execute();
    await tx
      .insertInto('definition')
      .values({
        key: facts.key,
        version,
        name: facts.name,
        facts: JSON.stringify(facts),
        files: JSON.stringify(files),
        compiled: JSON.stringify(definition),
        deployed_at: around.now(),
        deployed_by: user.id,
      })
      .execute();
    const outbox = new Outbox();
    outbox.add(await readStarters(tx), { type: 'processes.replaced', processes: await listActive(tx) });
    await outbox.publish(tx);
    return { process: toStartable(facts, version), warnings: outcome.warnings };
  });
}

/** Ids of all users who may start processes. */
async function readStarters(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('account_role')
    .innerJoin('permission_grant', 'permission_grant.role', 'account_role.role')
    .select('account')
    .distinct()
    .where('permission', '=', 'run-processes')
    .execute();
  return rows.map((row) => row.account);
}

/** `definition-refused`, with all that was found, for the author of the process. */
export class DeploymentRefused extends ProtocolError {
  readonly findings: Finding[];
  constructor(findings: Finding[]) {
    const [first] = findings;
    const at = first?.element ? `${first.name ?? first.element} (${first.element}): ` : '';
    const text = first ? `${at}${first.problem} ${first.remedy}` : 'none named';
    super('definition-refused', { count: findings.length, first: text });
    this.findings = findings;
  }
}

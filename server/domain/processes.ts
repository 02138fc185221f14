/** Processes as they are deployed, offered and looked up. */
import {
  type LinkedRecord,
  ProtocolError,
  phrase,
  type StartableProcess,
  type User,
} from '../../lib/protocol/index.ts';
import type { Finding } from '../engine/model.ts';
import type { DeployFiles, ProcessFacts } from '../engine/port.ts';
import type { Db, Tx } from '../store/store.ts';
import { overlapOf } from './cases/overlap.ts';
import { changeCatalogue } from './catalogue.ts';
import { deployedFiles } from './checked-files.ts';
import { requirePermission } from './people.ts';
import { logProcess } from './process-log.ts';
import { type ActualProcess, toStartable } from './startable.ts';
import type { Surroundings } from './surroundings.ts';
import { readSystem } from './systems.ts';
import { planTriggers } from './triggers.ts';

function selectActual(db: Db) {
  return db
    .selectFrom('process')
    .innerJoin('definition', (join) =>
      join.onRef('definition.key', '=', 'process.key').onRef('definition.version', '=', 'process.actual'),
    )
    .select(['process.key', 'version', 'facts', 'state', 'tracing', 'quick_launch as quickLaunch']);
}

/** All processes that may be started, by key: for those who look after processes. */
export async function listActive(db: Db): Promise<StartableProcess[]> {
  const rows = await selectActual(db).where('state', '=', 'active').orderBy('process.key').execute();
  return rows.map(toStartable);
}

/** The actual version of a process, whatever its state; throws `process-unknown`. */
export async function readActual(db: Db, key: string): Promise<ActualProcess> {
  const found = await selectActual(db).where('process.key', '=', key).executeTakeFirst();
  if (!found) throw new ProtocolError('process-unknown', { key });
  return found;
}

/** Throws `system-unknown` or `process-unfit` unless the process is offered on records of this type. */
export async function requireFit(db: Db, facts: ProcessFacts, record: LinkedRecord | null): Promise<void> {
  const types = facts.recordTypes.join(', ') || phrase('no-records');
  if (record === null) {
    if (facts.recordTypes.length === 0) return;
    throw new ProtocolError('process-unfit', { process: facts.name, types, got: phrase('no-record') });
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
  /** The same files are the actual version already: nothing was changed. */
  unchanged: boolean;
}

/**
 * Checks the files and makes them the next, actual version of their process; everybody who may start it is
 * told. Throws `definition-refused` with the findings when the engine could not run them.
 */
export function deploy(around: Surroundings, user: User, files: DeployFiles): Promise<Deployed> {
  return around.store.db.transaction().execute((tx) => deployIn(around, tx, user, files));
}

/** The same within a transaction. */
export async function deployIn(
  around: Surroundings,
  tx: Tx,
  user: User,
  files: DeployFiles,
): Promise<Deployed> {
  requirePermission(user, 'manage-definitions');
  const outcome = await deployedFiles(around, files);
  if (!outcome.ok) throw new DeploymentRefused(outcome.findings);
  const { facts, definition } = outcome.process;
  const { warnings } = outcome;
  return changeCatalogue(tx, async () => {
    const { same, findings } = await compareDeployed(tx, facts, files);
    if (same) return { process: toStartable(same), warnings, unchanged: true };
    if (findings.length > 0) throw new DeploymentRefused(findings);
    const at = around.now();
    const last = await tx
      .selectFrom('definition')
      .select((the) => the.fn.max('version').as('version'))
      .where('key', '=', facts.key)
      .executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
    const contents = {
      facts: JSON.stringify(facts),
      files: JSON.stringify(files),
      compiled: JSON.stringify(definition),
    };
    await tx
      .insertInto('definition')
      .values({
        key: facts.key,
        version,
        name: facts.name,
        ...contents,
        deployed_at: at,
        deployed_by: user.id,
      })
      .execute();
    await tx
      .insertInto('process')
      .values({
        ...{ key: facts.key, actual: version, quick_launch: facts.quickLaunch, retention_days: null },
        ...{ changed_at: at, changed_by: user.id },
      })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ actual: version, changed_at: at, changed_by: user.id }),
      )
      .execute();
    await logProcess(tx, facts.key, user, at, 'deployed', { version });
    await planTriggers(around, tx, facts.key);
    const actual = await readActual(tx, facts.key);
    return { process: toStartable(actual), warnings, unchanged: false };
  });
}

/** What a process that passed every check comes to beside those that are deployed. */
interface Compared {
  /** The actual version, when it was made of the same files. */
  same: ActualProcess | null;
  /** What stands against its deployment. */
  findings: Finding[];
}

export async function compareDeployed(db: Db, facts: ProcessFacts, files: DeployFiles): Promise<Compared> {
  const same = await readSame(db, facts.key, files);
  if (same || !(await isActiveOrNew(db, facts.key))) return { same, findings: [] };
  const overlap = await overlapOf(db, facts);
  if (!overlap) return { same, findings: [] };
  const [problem = '', ...remedy] = overlap.message.split(/(?<=\.) /);
  return { same, findings: [{ element: null, name: facts.name, problem, remedy: remedy.join(' ') }] };
}

async function isActiveOrNew(db: Db, key: string): Promise<boolean> {
  const found = await db.selectFrom('process').select('state').where('key', '=', key).executeTakeFirst();
  return found?.state !== 'inactive';
}

async function readSame(db: Db, key: string, files: DeployFiles): Promise<ActualProcess | null> {
  const found = await selectActual(db)
    .select('definition.files')
    .where('process.key', '=', key)
    .executeTakeFirst();
  return found && isSameFiles(found.files, files) ? found : null;
}

function isSameFiles(one: DeployFiles, other: DeployFiles): boolean {
  const text = (files: DeployFiles) => ('case' in files ? files.case : files.bpmn);
  const shape = (files: DeployFiles) => JSON.stringify([text(files), sorted(files.forms)]);
  return shape(one) === shape(other);
}

/** jsonb does not keep the order of members. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
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

/**
 * Brings what an earlier version has stored to the present formats: definitions, and the instances that run
 * them. A definition is written last, when all of its instances are done: so an upgrade that was broken off goes
 * on where it was, and a database that is up to date is known by its definitions alone.
 */

import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import { changeCatalogue } from '../domain/catalogue.ts';
import { logProcess } from '../domain/process-log.ts';
import { Definition } from '../engine/definition.ts';
import { createEmbeddedEngine } from '../engine/embedded.ts';
import { convertDefinition } from '../engine/format-1/definition.ts';
import type { Finding } from '../engine/model.ts';
import type { DeployFiles, ProcessFacts } from '../engine/port.ts';
import type { Db } from '../store/store.ts';
import { upgradeInstances } from './upgrade-instances.ts';

/** A version of a process, as it is found. */
interface Version {
  key: string;
  version: number;
  facts: ProcessFacts;
  files: DeployFiles;
  compiled: unknown;
}

/** What it becomes. */
interface Compiled {
  definition: Definition;
  facts: ProcessFacts;
  /** Why its files would be refused now. */
  findings: Finding[];
}

/** Upgrades what there is; servers that start together take turns, so that one of them does it. */
export async function upgrade(db: Db, now: Date, log: FastifyBaseLogger): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext('throughline upgrade'))`.execute(connection);
    try {
      await upgradeDefinitions(connection, now, log);
    } finally {
      await sql`select pg_advisory_unlock(hashtext('throughline upgrade'))`.execute(connection);
    }
  });
}

async function upgradeDefinitions(db: Db, now: Date, log: FastifyBaseLogger): Promise<void> {
  const { rows } = await sql<Pick<Version, 'key' | 'version'>>`
    select key, version from definition where compiled->>'format' = '1' order by key, version`.execute(db);
  if (rows.length === 0) return;
  // Events that were kept for clients may lack what has been added since: they begin anew.
  await sql`update channel set epoch = gen_random_uuid()::text`.execute(db);
  const done = { definitions: rows.length, refused: 0, instances: 0 };
  for (const { key, version } of rows) {
    const found = await db
      .selectFrom('definition')
      .select(['key', 'version', 'facts', 'files', 'compiled'])
      .where('key', '=', key)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    const compiled = await compileAgain(found);
    done.instances += await upgradeInstances(db, found, compiled.definition);
    await writeDefinition(db, found, compiled, now);
    const [finding] = compiled.findings;
    if (finding === undefined) continue;
    done.refused += 1;
    log.warn({ process: key, version, finding: textOf(finding) }, 'a definition is no longer accepted');
  }
  log.info(done, 'upgraded');
}

/** From its files. Those that would be refused now run on as they were compiled: instances of them may wait. */
async function compileAgain({ files, facts, compiled }: Version): Promise<Compiled> {
  const outcome = await createEmbeddedEngine().deploy(files);
  if (!outcome.ok) return { definition: convertDefinition(compiled), facts, findings: outcome.findings };
  const { process } = outcome;
  return { definition: Definition.parse(process.definition), facts: process.facts, findings: [] };
}

async function writeDefinition(
  db: Db,
  { key, version }: Version,
  { definition, facts, findings }: Compiled,
  now: Date,
): Promise<void> {
  await db.transaction().execute((tx) =>
    changeCatalogue(tx, async () => {
      await tx
        .updateTable('definition')
        .set({ compiled: JSON.stringify(definition), facts: JSON.stringify(facts) })
        .where('key', '=', key)
        .where('version', '=', version)
        .execute();
      const [finding] = findings;
      if (finding === undefined) return;
      await logProcess(tx, key, null, now, 'refused', { version, problem: textOf(finding), findings });
      const stopped = await tx
        .updateTable('process')
        .set({ state: 'no-new-starts', changed_at: now, changed_by: null })
        .where('key', '=', key)
        .where('actual', '=', version)
        .where('state', '=', 'active')
        .executeTakeFirst();
      if (stopped.numUpdatedRows > 0n)
        await logProcess(tx, key, null, now, 'state-set', { state: 'no-new-starts' });
    }),
  );
}

function textOf({ element, name, problem, remedy }: Finding): string {
  const at = element === null ? '' : `${name ?? element} (${element}): `;
  return `${at}${problem} ${remedy}`;
}

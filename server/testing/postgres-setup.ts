/** One embedded PostgreSQL for the whole test run, with a migrated database that the files copy. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Name of the migrated database that every test database is a copy of. */
export const TEMPLATE = 'throughline';

/** Starts PostgreSQL before the first test and gives back what stops it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-test-'));
  // PostgreSQL may run as another user, who has to pass through.
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedPostgres(folder, {
    fleeting: true,
    flags: ['-c', 'max_connections=300'],
  });
  const store = openStore(postgres.url);
  await migrate(store.db);
  await store.close();
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

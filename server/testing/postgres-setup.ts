/** One embedded PostgreSQL for the whole test run, with a migrated database that the files copy. */
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';
import { prepareWork } from '../upkeep/worker.ts';
import { makeDataFolder, removeDataFolder } from './data-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Name of the migrated database that every test database is a copy of. */
export const TEMPLATE = 'throughline';

/** Starts PostgreSQL before the first test and gives back what stops it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeDataFolder();
  const postgres = await startEmbeddedPostgres(folder, {
    fleeting: true,
    flags: ['-c', 'max_connections=300'],
  });
  const store = openStore(postgres.url);
  await migrate(store.db);
  await prepareWork(store);
  await store.close();
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await removeDataFolder(folder);
  };
}

/** A database of its own for each test file. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { openStore, type Store } from '../store/store.ts';
import { TEMPLATE } from './postgres-setup.ts';

/** The database of the current test file; its members can be read from the first hook or test on. */
export interface TestDatabase {
  readonly url: string;
  readonly store: Store;
  /** Runs something after the tests of the file, before the database goes; the last one first. */
  defer(close: () => Promise<unknown>): void;
}

/**
 * Makes a fresh, migrated database before the tests of this file and drops it after them.
 *
 * ```ts
 * const database = useDatabase();
 * test('…', async () => { await database.store.db.selectFrom('task').selectAll().execute(); });
 * ```
 *
 * Fails the file when a connection of it was left open.
 */
export function useDatabase(options: { empty?: boolean } = {}): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = inject('postgresUrl').replace(/[^/]+$/, name);
  let store: Store | null = null;
  const deferred: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    await asOwner(`create database ${name} template ${options.empty ? 'template0' : TEMPLATE}`);
    store = openStore(url, { max: 5 });
  });
  afterAll(async () => {
    for (const close of deferred.reverse()) await close();
    await store?.close();
    const open = await leftOpen(name);
    await asOwner(`drop database ${name} with (force)`);
    expect(open, 'connections left open').toEqual([]);
  });
  return {
    defer: (close) => deferred.push(close),
    get url() {
      return url;
    },
    get store() {
      if (!store)
        throw new Error('Expected the database inside a hook or a test, got it while the file loads.');
      return store;
    },
  };
}

/** Connections that are still there when those that are ending have had time to. */
async function leftOpen(name: string): Promise<unknown[]> {
  let open: unknown[] = [];
  for (let look = 0; look < 50; look += 1) {
    open = await asOwner(`select application_name, query from pg_stat_activity where datname = '${name}'`);
    if (open.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return open;
}

async function asOwner(statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: inject('postgresUrl').replace(/[^/]+$/, 'postgres') });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A store whose statements fail at chosen moments, as when the server or its connection dies there. */
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** What dies, and counts how many statements there were. */
export interface Saboteur {
  store: Store;
  /** Statements so far; those that begin and end transactions count, too. */
  count(): number;
}

/** Thrown in place of an answer of the database. */
export class Killed extends Error {}

/**
 * `isDeadly(n)` says what becomes of the n-th statement: `before`, it never arrives; `after`, it is carried
 * out, but nobody hears of it.
 */
export function sabotage(store: Store, isDeadly: (n: number) => 'before' | 'after' | null): Saboteur {
  let count = 0;
  const query = async (client: pg.PoolClient, args: unknown[]) => {
    count += 1;
    const fate = isDeadly(count);
    if (fate === 'before') {
      // The server's connection is gone, and its transaction with it.
      await client.query('rollback');
      throw new Killed('killed before the statement');
    }
    const result = await Reflect.apply(client.query, client, args);
    if (fate === 'after') throw new Killed('killed after the statement');
    return result;
  };
  const pool = {
    connect: async () => {
      const client = await store.pool.connect();
      return {
        query: (...args: unknown[]) => query(client, args),
        release: () => client.release(),
      };
    },
    end: async () => undefined,
  };
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
  return { store: { ...store, db }, count: () => count };
}

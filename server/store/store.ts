import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { Prepared } from './prepared.ts';
import type { Database } from './schema.ts';

/** Query builder over the server's tables, inside or outside a transaction. */
export type Db = Kysely<Database>;
/** Query builder of one open transaction. */
export type Tx = Transaction<Database>;

/** For `=`: one of these texts, however many. A statement takes no more than 65,535 values, a list is one. */
export function anyOf(texts: readonly string[]): RawBuilder<string> {
  return sql`any(${[...texts]}::text[])`;
}

/** An open connection pool, its query builder and how to end both. */
export interface Store {
  url: string;
  pool: pg.Pool;
  db: Db;
  close(): Promise<void>;
}

/**
 * Opens a pool on the database; connects on first use.
 *
 * ```ts
 * const store = openStore('postgres://app:secret@127.0.0.1:5432/throughline');
 * await store.db.selectFrom('account').selectAll().execute();
 * await store.close();
 * ```
 *
 * `onLost` hears of idle connections that broke; the pool replaces them by itself.
 */
export function openStore(
  url: string,
  options: { max?: number; onLost?: (error: Error) => void } = {},
): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: 'throughline',
    // A server that vanishes in the middle of a transaction must not hold its locks for long.
    idle_in_transaction_session_timeout: 30_000,
  });
  pool.on('error', (error) => options.onLost?.(error));
  const prepared = new Prepared();
  pool.on('connect', (client) => {
    prepared.attach(client);
    // A connection that breaks while it is in use is reported by the query, too.
    client.on('error', () => undefined);
  });
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  // Kysely ends the pool only when it has used it.
  const close = async () => {
    await db.destroy();
    if (!pool.ended) await pool.end();
  };
  return { url, pool, db, close };
}

/** Throws a text for the administrator, without the password, unless the database answers. */
export async function requireAnswer({ url, db }: Store): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const { host, pathname } = new URL(url);
    const problem = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(
      `Expected a PostgreSQL at ${host}${pathname}, got: ${problem}. Check DATABASE_URL and that it runs.`,
    );
  }
}

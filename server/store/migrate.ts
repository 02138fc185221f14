import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Db } from './store.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** The numbered SQL files of `migrations/`, by name without the ending. */
export async function readMigrations(folder: URL = FOLDER): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name.replace(/\.sql$/, ''), texts[index] ?? '']));
}

/**
 * Brings the schema up to date, under an advisory lock so that servers starting together take turns.
 *
 * Throws `schema-newer` when the database has been migrated by a newer server: going on could write what
 * that server no longer understands.
 */
export async function migrate(db: Db, migrations?: Record<string, string>): Promise<void> {
  const texts = migrations ?? (await readMigrations());
  const applied = await appliedMigrations(db);
  const newest = applied.filter((name) => !(name in texts)).at(-1);
  if (newest)
    throw new ProtocolError('schema-newer', { known: Object.keys(texts).at(-1) ?? 'none', found: newest });
  const { error } = await new Migrator({ db, provider: new SqlFiles(texts) }).migrateToLatest();
  if (error) throw error;
}

async function appliedMigrations(db: Db): Promise<string[]> {
  const known = await sql<{
    exists: boolean;
  }>`select to_regclass('kysely_migration') is not null as exists`.execute(db);
  if (!known.rows[0]?.exists) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}

class SqlFiles implements MigrationProvider {
  readonly #texts: Record<string, string>;
  constructor(texts: Record<string, string>) {
    this.#texts = texts;
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const entries = Object.entries(this.#texts).map(([name, text]) => [name, fromSql(text)] as const);
    return Object.fromEntries(entries);
  }
}

function fromSql(text: string): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await sql.raw(text).execute(db);
    },
  };
}

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useDatabase } from '../testing/database.ts';
import { migrate, readMigrations } from './migrate.ts';

const database = useDatabase({ empty: true });

test('a new database gets the schema; a second run does no harm', async () => {
  await migrate(database.store.db);
  await migrate(database.store.db);
  expect(await database.store.db.selectFrom('account').selectAll().execute()).toEqual([]);
});

test('servers that start together migrate one after the other', async () => {
  await sql`drop schema public cascade`.execute(database.store.db);
  await sql`create schema public`.execute(database.store.db);
  await Promise.all([migrate(database.store.db), migrate(database.store.db), migrate(database.store.db)]);
  const { rows } = await sql`select name from kysely_migration`.execute(database.store.db);
  expect(rows).toHaveLength(Object.keys(await readMigrations()).length);
});

test('a server older than the schema refuses and says which revision it knows and which it found', async () => {
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(
    database.store.db,
  );
  const known = Object.keys(await readMigrations()).at(-1);
  await expect(migrate(database.store.db)).rejects.toThrow(
    `Expected database schema ${known} or older, got 9999-later. Start a newer process server.`,
  );
  await sql`delete from kysely_migration where name = '9999-later'`.execute(database.store.db);
});

test('a migration that fails changes nothing', async () => {
  const migrations = {
    ...(await readMigrations()),
    '9000-broken': 'create table half (id text); select nonsense',
  };
  await expect(migrate(database.store.db, migrations)).rejects.toThrow('nonsense');
  const { rows } = await sql<{ half: string | null }>`select to_regclass('half') as half`.execute(
    database.store.db,
  );
  expect(rows).toEqual([{ half: null }]);
});

test('the schema is the one that was reviewed', async () => {
  const { rows } = await sql<{ line: string }>`
    select format('%s.%s %s%s', table_name, column_name, data_type, case is_nullable when 'NO' then ' not null' else '' end)
      as line from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%' order by table_name, ordinal_position`.execute(
    database.store.db,
  );
  const { rows: keys } = await sql<{ line: string }>`
    select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) as line from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid::regclass::text not like 'kysely%'
    order by 1`.execute(database.store.db);
  const dump = [...rows, ...keys].map((row) => row.line).join('\n');
  await expect(`${dump}\n`).toMatchFileSnapshot('./schema.golden.txt');
});

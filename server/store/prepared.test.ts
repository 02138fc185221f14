import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../testing/database.ts';
import { openStore, type Store, type Tx } from './store.ts';

const database = useDatabase();
let store: Store;

beforeAll(() => {
  // One connection, to see what it has planned.
  store = openStore(database.url, { max: 1 });
  database.defer(() => store.close());
});

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.db.transaction().execute(work);
const planned = async () => {
  const { rows } = await store.pool.query<{ statement: string }>(
    'select statement from pg_prepared_statements',
  );
  return rows.map((row) => row.statement);
};

test('what comes again in transactions is planned once; what is asked outside is not', async () => {
  const inside = sql<{ one: number }>`select ${1}::int as one`;
  const outside = sql<{ two: number }>`select ${2}::int as two`;
  for (let time = 0; time < 5; time += 1) {
    expect((await within((tx) => inside.execute(tx))).rows).toEqual([{ one: 1 }]);
    expect((await outside.execute(store.db)).rows).toEqual([{ two: 2 }]);
  }
  expect(await planned()).toEqual(['select $1::int as one']);
});

test('a table that is changed meanwhile fails one transaction, and no more', async () => {
  await store.pool.query('create table changing (id int); insert into changing values (1)');
  const read = () => within((tx) => sql`select * from changing where id = ${1}`.execute(tx));
  for (let time = 0; time < 5; time += 1) await read();
  await store.pool.query('alter table changing add column name text');
  await expect(read()).rejects.toThrow('must not change result type');
  for (let time = 0; time < 5; time += 1) expect((await read()).rows).toEqual([{ id: 1, name: null }]);
});

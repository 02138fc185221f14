import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleTask, sampleUser } from '../testing/samples.ts';
import { MIGRATIONS, openDatabase } from './database.ts';

const NAME = 'migrations';
const LATEST = MIGRATIONS.length;

beforeEach(() => deleteDB(NAME));

describe('the database', () => {
  it.each(Array.from({ length: LATEST }, (_, version) => version))(
    'walks from version %i to the latest and has every store',
    async (version) => {
      if (version > 0) (await openDatabase(NAME, version)).close();
      const database = await openDatabase(NAME);
      expect(database.version).toBe(LATEST);
      expect([...database.objectStoreNames].sort()).toEqual([
        'accounts',
        'cases',
        'current',
        'drafts',
        'met',
        'outbox',
        'pages',
        'tasks',
      ]);
      database.close();
    },
  );

  it('keeps what is stored when it is opened again', async () => {
    const first = await openDatabase(NAME);
    await first.put('drafts', { account: 'a', task: 't', draft: { name: 'Ada' } });
    first.close();
    const second = await openDatabase(NAME);
    expect(await second.get('drafts', ['a', 't'])).toMatchObject({ draft: { name: 'Ada' } });
    second.close();
  });

  it('asks for a snapshot when what is stored lacks something that is new', async () => {
    const old = await openDatabase(NAME, 1);
    const row = { account: 'a', server: 's', cursor: { epoch: 'e', offset: 3 }, processes: [{ key: 'p' }] };
    await old.put('accounts', row as never);
    old.close();
    const database = await openDatabase(NAME);
    expect(await database.get('accounts', 'a')).toMatchObject({ cursor: null, processes: [] });
    database.close();
  });

  it('sorts what is stored when lists are kept in another way, and calls none of it news', async () => {
    const old = await openDatabase(NAME, 3);
    const task = sampleTask('t', { kind: 'approval' });
    await old.put('accounts', { account: 'a', server: 's', user: sampleUser(), processes: [] } as never);
    await old.put('tasks', { account: 'a', id: 't', at: 1, task } as never);
    old.close();
    const database = await openDatabase(NAME);
    const at = Date.parse(task.due ?? '');
    expect(await database.get('tasks', ['a', 't'])).toMatchObject({ shelf: 'approval', at, unread: false });
    expect(await database.getAllFromIndex('tasks', 'by-untold')).toEqual([]);
    expect((await database.get('accounts', 'a'))?.counts.approval).toEqual(Float64Array.of(at));
    database.close();
  });

  it('gives way to a newer version', async () => {
    await openDatabase(NAME);
    const newer = await openDB(NAME, LATEST + 1);
    expect(newer.version).toBe(LATEST + 1);
    newer.close();
  });
});

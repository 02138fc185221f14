import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, type DemoCrm, startDemoCrm } from '../../demo/crm/server.ts';
import { readUser } from '../domain/people.ts';
import { replaceSystems } from '../domain/systems.ts';
import { seedDemo } from '../seed.ts';
import { useDatabase } from '../testing/database.ts';
import { surroundingsOf } from '../testing/server.ts';
import { Connections } from './connections.ts';
import { createVault } from './credentials.ts';
import { CONNECTOR_KINDS, connectorKind } from './kinds.ts';

const database = useDatabase();
const key = randomBytes(32);
const AT = new Date('2031-01-10T12:00:00Z');
let folder: string;
let crm: DemoCrm;

const connectionsWith = (secretKey = key) =>
  new Connections({ db: database.store.db, vault: createVault(secretKey), now: () => AT });
const draft = () => ({ kind: 'demo', settings: { baseUrl: crm.origin }, secret: API_KEY });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connections-'));
  crm = await startDemoCrm({ folder, port: 0 });
  const rows = ['desk', 'shop', 'new'].map((id) => ({ id, kind: 'demo', name: id, origins: '[]' }));
  await database.store.db.insertInto('system').values(rows).execute();
});

afterAll(async () => {
  await crm.close();
  await rm(folder, { recursive: true });
});

describe('connections', () => {
  it('are saved, listed and forgotten, and never show the secret', async () => {
    const connections = connectionsWith();
    const saved = await connections.save('shop', draft());
    expect(saved).toEqual({
      ...{ system: 'shop', kind: 'demo', settings: { baseUrl: crm.origin } },
      ...{ hasSecret: true, checkedAt: null, problem: null, signedInAs: null },
    });
    expect(await connections.list()).toEqual([saved]);
    expect(await connections.find('shop')).toEqual(saved);
    await connections.remove('shop');
    expect(await connections.find('shop')).toBeNull();
    expect(await connections.open('shop')).toBeNull();
    expect(await connections.check('shop')).toBeNull();
  });

  it('keep the secret encrypted in the database', async () => {
    await connectionsWith().save('desk', draft());
    const row = await database.store.db
      .selectFrom('system_connection')
      .selectAll()
      .where('system', '=', 'desk')
      .executeTakeFirstOrThrow();
    expect(row.secret?.length).toBeGreaterThan(API_KEY.length);
    expect(JSON.stringify(row)).not.toContain(API_KEY);
    expect(row.secret?.includes(API_KEY)).toBe(false);
  });

  it('open a connector that works, the same one until the connection changes', async () => {
    const connections = connectionsWith();
    await connections.save('desk', draft());
    const first = await connections.open('desk');
    expect((await first?.readOne('lead', '1', ['name']))?.data).toEqual({ name: 'Two deck ovens' });
    expect(await connections.open('desk')).toBe(first);
    // Another server saves it.
    await connectionsWith().save('desk', { ...draft(), secret: 'another' });
    const second = await connections.open('desk');
    expect(second).not.toBe(first);
    await expect(second?.check()).rejects.toMatchObject({ code: 'refused-credentials' });
  });

  it('keep how the last check went', async () => {
    const connections = connectionsWith();
    await connections.save('desk', { ...draft(), secret: 'wrong-key' });
    const failed = await connections.check('desk');
    expect(failed).toMatchObject({
      ...{ checkedAt: AT, problem: expect.stringMatching(/^Expected the demo CRM/), signedInAs: null },
    });
    expect(failed?.problem).not.toContain('wrong-key');
    await connections.save('desk', draft());
    expect(await connections.find('desk')).toMatchObject({ checkedAt: null, problem: null });
    const signedIn = await connections.check('desk');
    expect(signedIn).toMatchObject({ checkedAt: AT, problem: null, signedInAs: expect.stringMatching(/./) });
    expect(await connections.find('desk')).toEqual(signedIn);
    await connections.save('desk', { ...draft(), secret: 'wrong-key' });
    expect(await connections.check('desk')).toMatchObject({ signedInAs: null });
  });

  it('wait for a CRM that does not answer only so long', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const vault = createVault(key);
    const connections = new Connections({ db: database.store.db, vault, now: () => AT, checkMs: 50 });
    await connections.save('desk', { ...draft(), settings: { baseUrl: `http://127.0.0.1:${port}` } });
    const checked = await connections.check('desk');
    expect(checked?.problem).toBe(
      'Expected the CRM to answer within 0.05 s, got nothing. Check that it runs and is not too busy.',
    );
    silent.closeAllConnections();
    silent.close();
  });

  it('keep nothing of a check that ends when the connection is another one', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const slow = createServer(async (_, response) => {
      asked.resolve();
      await answer.promise;
      response.writeHead(401).end();
    });
    await new Promise<void>((ready) => slow.listen(0, '127.0.0.1', ready));
    const { port } = slow.address() as AddressInfo;
    const connections = connectionsWith();
    await connections.save('desk', { ...draft(), settings: { baseUrl: `http://127.0.0.1:${port}` } });
    const late = connections.check('desk');
    await asked.promise;
    await connections.save('desk', draft());
    const signedIn = await connections.check('desk');
    answer.resolve();
    expect(await late).toEqual(signedIn);
    expect(await connections.find('desk')).toEqual(signedIn);
    slow.close();
  });

  it('keep a stored secret that is not entered again, but for the same address and user only', async () => {
    const connections = connectionsWith();
    await connections.save('desk', draft());
    const { kind, settings } = draft();
    expect(await connections.save('desk', { kind, settings })).toMatchObject({ hasSecret: true });
    expect(await connections.check('desk')).toMatchObject({ problem: null });
    const elsewhere = { kind, settings: { baseUrl: 'https://elsewhere.example' } };
    await expect(connections.save('desk', elsewhere)).rejects.toThrow(/^Expected the secret again/);
    expect(await connections.find('desk')).toMatchObject({ settings });
    expect(await connections.save('desk', { ...elsewhere, secret: null })).toMatchObject({
      hasSecret: false,
    });
  });

  it('say so when the key of the server is another one', async () => {
    await connectionsWith().save('desk', draft());
    const other = connectionsWith(randomBytes(32));
    await expect(other.open('desk')).rejects.toMatchObject({ code: 'secret-unreadable' });
    expect(await other.check('desk')).toMatchObject({
      problem: expect.stringContaining('THROUGHLINE_SECRET_KEY'),
    });
  });

  it('stay when the list of systems is replaced by one that has theirs', async () => {
    await seedDemo(database.store.db, 'secret');
    const admin = await readUser(database.store.db, 'admin');
    const saved = await connectionsWith().save('desk', draft());
    const systems = ['desk', 'new'].map((id) => ({ id, kind: 'demo', name: `The ${id}`, origins: [] }));
    expect(await replaceSystems(surroundingsOf(database), admin, systems)).toEqual(systems);
    expect(await connectionsWith().find('desk')).toEqual(saved);
  });

  it('go with their system', async () => {
    await connectionsWith().save('new', draft());
    await database.store.db.deleteFrom('system').where('id', '=', 'new').execute();
    expect(await connectionsWith().find('new')).toBeNull();
  });

  it('refuse a kind that does not exist, and settings that do not fit it', async () => {
    const connections = connectionsWith();
    await expect(connections.save('desk', { ...draft(), kind: 'fax' })).rejects.toThrow(
      /^Expected a kind of connection out of .*demo.*, got fax\.$/,
    );
    for (const settings of [{}, { baseUrl: 'ftp://desk.example' }, { baseUrl: crm.origin, colour: 'red' }]) {
      await expect(connections.save('desk', { ...draft(), settings })).rejects.toMatchObject({
        code: 'value-refused',
      });
    }
  });
});

describe('the table of kinds', () => {
  it('has a name and says what the secret is, for every kind', () => {
    for (const name of Object.keys(CONNECTOR_KINDS)) {
      const kind = connectorKind(name);
      expect(kind.name).not.toBe('');
      expect(kind.secret).toMatch(/\.$/);
    }
  });
});

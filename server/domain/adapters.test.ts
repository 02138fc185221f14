/** Adapters that an administrator gives to everybody: who may, what is taken, what is signed, who is told. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type AdapterStatement, type Order, ProtocolError } from '../../lib/protocol/index.ts';
import { redmine } from '../../lib/sites/redmine.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { readAdapters } from './adapters.ts';
import { runOrder } from './orders.ts';
import { createRequests } from './requests.ts';
import { listSystems } from './systems.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
});

const acme = { ...redmine, kind: 'acme', name: 'Acme CRM' };
const order = (wanted: Order, user = 'admin') => runOrder(bench.around, user, crypto.randomUUID(), wanted);
const publish = (adapter: unknown, origin: string | null = null): Order => ({
  type: 'adapter.publish',
  adapter: JSON.stringify(adapter),
  origin,
});

async function statementOf(
  kind: string,
): Promise<{ key: string; statement: AdapterStatement; said: unknown }> {
  const { key, statements } = await readAdapters(bench.db);
  const statement = statements.find(({ text }) => JSON.parse(text).kind === kind);
  if (!statement) throw new Error(`Expected a statement about ${kind}, got none.`);
  return { key, statement, said: JSON.parse(statement.text) };
}

async function isSigned({ key, statement }: { key: string; statement: AdapterStatement }): Promise<boolean> {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  const imported = await crypto.subtle.importKey('raw', bytes(key), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, bytes(statement.signature), Buffer.from(statement.text));
}

describe('an adapter for everybody', () => {
  test('is signed with the key of the server, and everybody is told to ask for it', async () => {
    const before = await bench.db.selectFrom('channel_event').select('account').execute();
    await order(publish(acme, 'https://acme.example/any/page'));
    const told = await bench.db.selectFrom('channel_event').select('account').execute();
    const accounts = await bench.db.selectFrom('account').select('id').execute();
    expect(told.length - before.length).toBe(accounts.length);
    const found = await statementOf('acme');
    expect(found.said).toEqual({ kind: 'acme', revision: 1, enabled: true, adapter: acme });
    expect(await isSigned(found)).toBe(true);
    expect(await listSystems(bench.db)).toContainEqual({
      ...{ id: 'acme', kind: 'acme', name: 'Acme CRM', origins: ['https://acme.example'] },
    });
  });

  test('for a CRM that is known already adds no second one', async () => {
    const before = await listSystems(bench.db);
    await order(publish(acme, 'https://acme.example'));
    expect(await listSystems(bench.db)).toEqual(before);
  });

  test('has another code for each place where the CRM is, whatever others are called', async () => {
    const nth = (count: number) => ({ ...acme, kind: 'nth', name: `Nth ${count}` });
    for (const count of [1, 2, 3]) await order(publish(nth(count), `https://nth-${count}.example`));
    await bench.db.deleteFrom('system').where('id', '=', 'nth').execute();
    for (const count of [4, 5]) await order(publish(nth(count), `https://nth-${count}.example`));
    const ids = (await listSystems(bench.db)).filter(({ kind }) => kind === 'nth').map(({ id }) => id);
    expect(ids).toEqual(['nth', 'nth-2', 'nth-3', 'nth-4']);
  });

  test('is switched off and on, and taken back, each time by a newer statement', async () => {
    await order({ type: 'adapter.enable', kind: 'acme', enabled: false });
    const off = await statementOf('acme');
    expect(off.said).toMatchObject({ enabled: false, adapter: acme });
    await order({ type: 'adapter.enable', kind: 'acme', enabled: true });
    await order({ type: 'adapter.withdraw', kind: 'acme' });
    const gone = await statementOf('acme');
    expect(gone.said).toMatchObject({ enabled: true, adapter: null });
    expect(await isSigned(gone)).toBe(true);
    expect(gone.key).toBe(off.key);
  });

  test('of a kind that ships can be switched off without giving another', async () => {
    await order({ type: 'adapter.enable', kind: 'odoo', enabled: false });
    expect((await statementOf('odoo')).said).toEqual({
      kind: 'odoo',
      revision: 1,
      enabled: false,
      adapter: null,
    });
  });

  test.each([
    ['no JSON', '{', '{'],
    ['no adapter', { kind: 'acme' }, 'name'],
    ['one with code in it', { ...acme, run: 'alert(1)' }, '–'],
    [
      'one that reads its own examples wrong',
      { ...acme, negativeUrls: ['https://x.example/issues/1'] },
      'https://x.example/issues/1',
    ],
  ])('is refused if it is %s, and nothing changes', async (_, adapter, at) => {
    const before = await readAdapters(bench.db);
    const words = typeof adapter === 'string' ? adapter : JSON.stringify(adapter);
    const refused = order({ type: 'adapter.publish', adapter: words, origin: null });
    await expect(refused).rejects.toThrow(ProtocolError);
    await expect(refused).rejects.toMatchObject({ wire: { code: 'adapter-unfit', details: { at } } });
    expect(await readAdapters(bench.db)).toEqual(before);
  });

  test.each(['bob', 'maria'])('is not given by %s, who may not manage definitions', async (user) => {
    const orders: Order[] = [
      publish(acme),
      { type: 'adapter.enable', kind: 'acme', enabled: false },
      { type: 'adapter.withdraw', kind: 'acme' },
    ];
    for (const wanted of orders)
      await expect(order(wanted, user)).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
  });

  test('can be asked for by everybody', async () => {
    const answer = await createRequests(bench.around).query('bob', { type: 'adapters' });
    expect(answer).toEqual({ type: 'adapters', ...(await readAdapters(bench.db)) });
  });
});

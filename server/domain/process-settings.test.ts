import { beforeAll, describe, expect, test } from 'vitest';
import { after, caught, draw, end, path, signal, start, task } from '../engine/testing/drawing.ts';
import type { Tx } from '../store/store.ts';
import { useDatabase } from '../testing/database.ts';
import { RECORD } from '../testing/processes.ts';
import { type Bench, openBench } from '../testing/running.ts';
import {
  configure,
  type ProcessSettings,
  type StateChange,
  setActual,
  setState,
} from './process-settings.ts';
import { decideStart, listStartable } from './start-permissions.ts';

const database = useDatabase();
let bench: Bench;

const WORK = draw([start('in'), task('work', { assignee: 'alice' }), end('out'), path('in', 'work', 'out')]);
const SETTINGS: ProcessSettings = {
  tracing: false,
  quickLaunch: false,
  retentionDays: null,
  permissions: [],
};

beforeAll(async () => {
  bench = await openBench(database);
  await bench.deploy('p', WORK);
});

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bench.db.transaction().execute(work);
const set = async (change: Partial<StateChange>, actor = 'admin') => {
  const user = await bench.user(actor);
  const whole = { state: 'active', cancelInstances: false, reason: null, ...change } as const;
  return within((tx) => setState(bench.around, tx, user, 'p', whole));
};
const permit = async (permissions: ProcessSettings['permissions']) => {
  const admin = await bench.user('admin');
  await within((tx) => configure(bench.around, tx, admin, 'p', { ...SETTINGS, permissions }));
};
const listOf = async (user: string) =>
  (await listStartable(bench.db, await bench.user(user))).map(({ key }) => key);
const lastTold = async (account: string) => {
  const rows = await bench.db
    .selectFrom('channel_event')
    .select('body')
    .where('account', '=', account)
    .orderBy('offset')
    .execute();
  return rows.map(({ body }) => JSON.parse(body)).findLast(({ type }) => type === 'processes.replaced');
};
const rule = (name: string, allowed: boolean) =>
  ['sales', 'support'].includes(name)
    ? { account: null, role: name, allowed }
    : { account: name, role: null, allowed };

describe('the state of a process [M31]', () => {
  test('that is not active takes it from every list and refuses starts; what runs goes on', async () => {
    const running = await bench.start('p');
    for (const state of ['no-new-starts', 'inactive'] as const) {
      await set({ state });
      expect(await listOf('alice')).toEqual([]);
      await expect(bench.start('p')).rejects.toThrow(`may be started, got Process p, which is ${state}`);
    }
    expect(await lastTold('alice')).toMatchObject({ processes: [] });
    await bench.complete(running);
    expect(await bench.statusOf(running)).toBe('completed');
    await set({ state: 'active' });
    expect(await lastTold('alice')).toMatchObject({ processes: [{ key: 'p' }] });
  });

  test('can end what runs of all its versions, one after the other', async () => {
    const running = [await bench.start('p'), await bench.start('p')];
    await bench.deploy('p', WORK);
    running.push(await bench.start('p'));
    const bulk = await set({ state: 'inactive', cancelInstances: true, reason: 'old' });
    expect(bulk).toMatchObject({ kind: 'cancel', total: 3, done: 0 });
    expect(await Promise.all(running.map(bench.statusOf))).toEqual([
      'cancelling',
      'cancelling',
      'cancelling',
    ]);
    await bench.work({ twice: true });
    expect(await Promise.all(running.map(bench.statusOf))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    await set({ state: 'active' });
  });

  test('is set by those who manage definitions; to cancel needs the other permission, too', async () => {
    await expect(set({ state: 'inactive' }, 'maria')).rejects.toThrow('manage-definitions');
    const log = await bench.db.selectFrom('process_log').select(['event', 'actor', 'data']).execute();
    expect(log.at(-1)).toMatchObject({ event: 'state-set', actor: 'admin', data: { state: 'active' } });
  });
});

describe('the actual version', () => {
  test('can be any; what runs stays with its own', async () => {
    await bench.deploy('q', draw([start('in'), end('out'), path('in', 'out')]));
    await bench.deploy('q', draw([start('in'), caught('w', after('PT1H')), path('in', 'w')]));
    const second = await bench.start('q');
    const admin = await bench.user('admin');
    await within((tx) => setActual(bench.around, tx, admin, 'q', 1));
    const first = await bench.start('q');
    const versions = await bench.db
      .selectFrom('instance')
      .select(['id', 'version'])
      .where('process', '=', 'q')
      .execute();
    expect(new Map(versions.map(({ id, version }) => [id, version]))).toEqual(
      new Map([
        [second, 2],
        [first, 1],
      ]),
    );
    await expect(within((tx) => setActual(bench.around, tx, admin, 'q', 3))).rejects.toThrow('got 3');
    await expect(within((tx) => setActual(bench.around, tx, admin, 'nix', 1))).rejects.toThrow('got nix');
  });
});

test('a process that begins by its events only is not offered and not started by hand', async () => {
  const starts = [{ element: 'in', name: 'in', on: { kind: 'signal', name: 'go' } as const }];
  await bench.deploy('events', draw([start('in', signal('go')), end('out'), path('in', 'out')]), { starts });
  expect(await listOf('alice')).not.toContain('events');
  await expect(bench.start('events')).rejects.toThrow('got Process events, which begins by its events only');
});

describe('who may start a process', () => {
  const ALICE = { id: 'alice', roles: ['sales'], general: true };
  const GUEST = { id: 'guest', roles: [], general: false };

  test.each([
    ['nothing is said', [], true, false],
    ['they are on the list', [rule('alice', true), rule('guest', true)], true, true],
    ['only others are on the list', [rule('support', true)], true, false],
    ['a role of theirs is on the list', [rule('sales', true)], true, false],
    ['only others are kept out', [rule('bob', false)], true, false],
    ['they are kept out', [rule('alice', false), rule('sales', true)], false, false],
    ['the first entry lets them in', [rule('sales', true), rule('alice', false)], true, false],
  ])('when %s', (_, rules, alice, guest) => {
    expect([decideStart(rules, ALICE), decideStart(rules, GUEST)]).toEqual([alice, guest]);
  });

  test('decides about lists and starts by hand, and those whose list changes are told', async () => {
    await permit([rule('sam', true), rule('sales', false)]);
    expect([await listOf('alice'), await listOf('sam')]).toEqual([['q'], ['p', 'q']]);
    await expect(bench.start('p')).rejects.toThrow('to start Process p, got Alice Adams');
    expect(await bench.start('p', {}, 'sam')).toEqual(expect.any(String));
    expect(await lastTold('alice')).toMatchObject({ processes: [{ key: 'q' }] });
    await permit([]);
    expect(await lastTold('alice')).toMatchObject({ processes: [{ key: 'p' }, { key: 'q' }] });
  });
});

describe('the start of a process', () => {
  const parameter = { label: '', direction: 'in', required: false, default: null } as const;

  test('takes parameters: of their types, required, with defaults', async () => {
    await bench.deploy('r', WORK, {
      parameters: [
        { ...parameter, name: 'amount', type: 'integer', required: true },
        { ...parameter, name: 'currency', type: 'text', default: 'EUR' },
        { ...parameter, name: 'out', type: 'text', direction: 'out' },
      ],
    });
    const id = await bench.start('r', { amount: '12' });
    expect(await bench.variablesOf(id)).toMatchObject({ amount: 12, currency: 'EUR', startedBy: 'alice' });
    await expect(bench.start('r')).rejects.toThrow('a value for the parameter amount');
    await expect(bench.start('r', { amount: 'much' })).rejects.toThrow(
      'a whole number for the parameter amount, got "much"',
    );
    await expect(bench.start('r', { amount: 1, out: 'x' })).rejects.toThrow('(amount, currency)');
  });

  test('gives the id of the record to the parameter that is meant for it', async () => {
    await bench.deploy('s', WORK, {
      ...{ recordTypes: ['demo:lead'], recordParameter: 'lead' },
      parameters: [{ ...parameter, name: 'lead', type: 'record', required: true }],
    });
    const start = { type: 'process.start', process: 's' } as const;
    const { instance } = await bench.command('alice', { ...start, record: RECORD });
    expect(await bench.variablesOf(instance)).toMatchObject({
      lead: '7',
      recordId: '7',
      recordTitle: 'A lead',
    });
    const records = await bench.db
      .selectFrom('instance_record')
      .selectAll()
      .where('instance', '=', instance)
      .execute();
    expect(records).toEqual([{ ...RECORD, instance, how: 'started' }]);
    await expect(bench.command('alice', { ...start, record: null })).rejects.toThrow('got no record');
  });
});

test.each([
  ['nobody', { account: null, role: null, allowed: true }],
  ['a person and a role at once', { account: 'alice', role: 'sales', allowed: true }],
  ['a person whom nobody is', { account: 'ghost', role: null, allowed: true }],
  ['a role that is none', { account: null, role: 'ghosts', allowed: true }],
])('a rule about who may start a process that names %s is refused', async (_title, broken) => {
  await expect(permit([broken])).rejects.toThrow('a rule that names one person or one role');
});

/** What instances wait for from outside: timers, signals, messages, records. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { StartTrigger } from '../engine/port.ts';
import {
  after,
  boundary,
  caught,
  draw,
  end,
  every,
  message,
  modified,
  path,
  signal,
  start,
  task,
  thrown,
} from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance } from '../testing/instances.ts';
import { type Bench, benchOn, openBench } from '../testing/running.ts';
import { sendMessage } from './messages.ts';
import { isWanted, type RecordHappening, recordEvents } from './record-events.ts';
import { throwSignal } from './signals.ts';

const database = useDatabase();
let bench: Bench;
const MINUTE = 60_000;

beforeAll(async () => {
  bench = await openBench(database);
  const { deploy } = bench;
  await deploy(
    'pause',
    draw([start('in'), caught('wait', after('PT1H')), end('out'), path('in', 'wait', 'out')]),
  );
  await deploy(
    'hears',
    draw([start('in'), caught('wait', signal('go')), end('out'), path('in', 'wait', 'out')]),
  );
  await deploy('throws', draw([start('in'), thrown('tell', 'go'), end('out'), path('in', 'tell', 'out')]));
  await deploy(
    'mail',
    draw([start('in'), caught('wait', message('paid')), end('out'), path('in', 'wait', 'out')]),
  );
  await deploy(
    'lead',
    draw([start('in'), caught('wait', modified('demo:lead', '7')), end('out'), path('in', 'wait', 'out')]),
  );
});

const triggered = (on: StartTrigger['on']) => ({ starts: [{ element: 'in', name: 'in', on }] });
const instancesOf = (process: string) =>
  bench.db.selectFrom('instance').selectAll().where('process', '=', process).orderBy('started_at').execute();

describe('a timer', () => {
  test('fires when its moment has come, not before', async () => {
    const id = await bench.start('pause');
    bench.clock.forward(59 * MINUTE);
    expect(await bench.work()).toEqual([]);
    bench.clock.forward(MINUTE);
    expect(await bench.work()).toEqual(['timer']);
    expect(await bench.statusOf(id)).toBe('completed');
  });

  test('keeps its remaining time over a restart of the server', async () => {
    const id = await bench.start('pause');
    bench.clock.forward(40 * MINUTE);
    const restarted = benchOn(database);
    restarted.clock.now = bench.clock.now;
    restarted.clock.forward(19 * MINUTE);
    expect(await restarted.work()).toEqual([]);
    restarted.clock.forward(MINUTE);
    expect(await restarted.work()).toEqual(['timer']);
    expect(await bench.statusOf(id)).toBe('completed');
    bench.clock.now = restarted.clock.now;
  });

  test('fires once when its errand is carried out twice', async () => {
    const cycle = [
      start('in'),
      task('work'),
      boundary('nag', 'work', every('R/PT1H'), { interrupting: false }),
    ];
    await bench.deploy(
      'nags',
      draw([...cycle, end('reminded'), path('in', 'work'), path('nag', 'reminded')]),
    );
    const id = await bench.start('nags');
    bench.clock.forward(61 * MINUTE);
    await bench.work({ twice: true });
    const fired = await bench.db
      .selectFrom('step')
      .select('status')
      .where('instance', '=', id)
      .where('element', '=', 'reminded')
      .execute();
    expect(fired).toEqual([{ status: 'completed' }]);
  });

  test('is gone with its instance', async () => {
    const id = await bench.start('pause');
    const posted = async () => {
      const key = `timer:${id}:%`;
      const jobs = await database.store.pool.query(
        'select key from graphile_worker._private_jobs where key like $1',
        [key],
      );
      return jobs.rows.length;
    };
    expect(await posted()).toBe(1);
    await cancelInstance(bench.around, await bench.user('admin'), id, 'not needed');
    expect(await posted()).toBe(0);
  });
});

describe('a signal [M32]', () => {
  test('continues everybody who waits, each once, and nobody who comes later', async () => {
    const waiting = [await bench.start('hears'), await bench.start('hears')];
    await bench.start('throws');
    const late = await bench.start('hears');
    await bench.work({ twice: true });
    expect(await Promise.all([...waiting, late].map(bench.statusOf))).toEqual([
      'completed',
      'completed',
      'running',
    ]);
    await throwSignal(bench.around, await bench.user('alice'), 'go');
    await bench.work();
    expect(await bench.statusOf(late)).toBe('completed');
  });

  test('brings its variables, and starts each process that begins with it', async () => {
    const begins = draw([start('in', signal('go')), task('work'), end('out'), path('in', 'work', 'out')]);
    await bench.deploy('begins', begins, triggered({ kind: 'signal', name: 'go' }));
    const waiting = await bench.start('hears');
    await throwSignal(bench.around, await bench.user('alice'), 'go', { amount: 3 });
    await bench.work({ twice: true });
    expect(await bench.variablesOf(waiting)).toMatchObject({ amount: 3 });
    const [begun, ...more] = await instancesOf('begins');
    expect(more).toEqual([]);
    expect(begun).toMatchObject({ origin: 'signal', started_by: null, status: 'error' });
    expect(await bench.variablesOf(begun?.id ?? '')).toMatchObject({ amount: 3, startedBy: null });
  });
});

describe('a message', () => {
  const NOBODY = { instance: null, businessKey: null, variables: {} };

  test('is for the instances of its business key', async () => {
    const [one, other] = [await bench.start('mail'), await bench.start('mail')];
    await bench.db.updateTable('instance').set({ business_key: 'A' }).where('id', '=', one).execute();
    const alice = await bench.user('alice');
    const paid = { ...NOBODY, name: 'paid', businessKey: 'A', variables: { sum: 5 } };
    expect(await sendMessage(bench.around, alice, paid)).toEqual({ continued: 1, started: 0 });
    await bench.work({ twice: true });
    expect([await bench.statusOf(one), await bench.statusOf(other)]).toEqual(['completed', 'running']);
    expect(await bench.variablesOf(one)).toMatchObject({ sum: 5 });
    expect(await sendMessage(bench.around, alice, { ...NOBODY, name: 'paid', instance: other })).toEqual({
      continued: 1,
      started: 0,
    });
    await bench.work();
    expect(await bench.statusOf(other)).toBe('completed');
  });

  test('that nobody waits for starts the processes that begin with it', async () => {
    const drawn = draw([start('in', message('order')), end('out'), path('in', 'out')]);
    await bench.deploy('order', drawn, triggered({ kind: 'message', name: 'order' }));
    const order = { ...NOBODY, name: 'order', businessKey: 'B' };
    const alice = await bench.user('alice');
    expect(await sendMessage(bench.around, alice, order)).toEqual({ continued: 0, started: 1 });
    await bench.work({ twice: true });
    expect(await instancesOf('order')).toMatchObject([
      { origin: 'message', business_key: 'B', status: 'completed' },
    ]);
  });
});

describe('a record event', () => {
  const changed: RecordHappening = {
    ...{ system: 'crm-1', type: 'lead', id: '7', event: 'modified', changedFields: ['stage'] },
    data: { stage: 'won', amount: 12 },
  };

  test('continues who waits for this record and this field', async () => {
    const id = await bench.start('lead');
    for (const other of [
      { ...changed, id: '8' },
      { ...changed, changedFields: ['name'] },
      { ...changed, event: 'deleted' as const },
      { ...changed, type: 'deal' },
      { ...changed, system: 'crm-2' },
    ])
      expect(await recordEvents(bench.around, [other])).toBe(0);
    expect(await recordEvents(bench.around, [changed])).toBe(1);
    await bench.work();
    expect(await bench.statusOf(id)).toBe('completed');
  });

  test('starts one instance for each record that fits the filter, about that record', async () => {
    const on = { event: 'added', type: 'demo:lead', id: null, fields: [], filter: 'amount > 10' } as const;
    const event = { kind: 'message', name: [] } as const;
    const drawn = draw([start('in', { ...event, name: [] }), end('out'), path('in', 'out')]);
    await bench.deploy('new-lead', drawn, triggered({ kind: 'record', on: { ...on, fields: [] } }));
    const added = { ...changed, event: 'added' as const, title: 'A lead' };
    expect(await recordEvents(bench.around, [{ ...added, id: '9', data: { amount: 10 } }])).toBe(0);
    for (const id of ['10', '11']) await recordEvents(bench.around, [{ ...added, id }]);
    await bench.work({ twice: true });
    const begun = await instancesOf('new-lead');
    const about = begun.map(({ record, origin }) => [record?.id, record?.title, origin]);
    expect(about.sort()).toEqual([
      ['10', 'A lead', 'record'],
      ['11', 'A lead', 'record'],
    ]);
    expect(await bench.variablesOf(begun[0]?.id ?? '')).toMatchObject({
      ...{ recordId: begun[0]?.record?.id, recordType: 'lead' },
    });
  });

  test('whose filter cannot be worked out is not wanted', () => {
    const wanted = { event: 'modified', type: 'demo:lead', id: null, fields: [] } as const;
    const fits = (filter: string) => isWanted({ ...wanted, fields: [], filter }, changed);
    expect(fits('stage = "won" and amount >= 12')).toBe(true);
    expect(fits('stage = "lost"')).toBe(false);
    expect(fits('missing > 3')).toBe(false);
    expect(fits('((')).toBe(false);
  });
});

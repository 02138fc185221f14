/** The product above the port, on a real Operaton: the same tables, tasks and log as on the embedded engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  after,
  bpmn,
  caught,
  message,
  path,
  service,
  start as startEvent,
  task,
} from '../../../conformance/bpmn.ts';
import { startOperaton } from '../../../conformance/operaton.ts';
import { completeExternal, fetchAndLock } from '../../domain/external-jobs.ts';
import { sendMessage } from '../../domain/messages.ts';
import { deploy } from '../../domain/processes.ts';
import { listTasks } from '../../domain/tasks.ts';
import { useDatabase } from '../../testing/database.ts';
import { cancelInstance, readInstance } from '../../testing/instances.ts';
import { QUALIFY, RECORD } from '../../testing/processes.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { chooseEngine } from '../choose.ts';

const start = await startOperaton({ quickStart: true, jobExecutor: false });
afterAll(() => (start.ok ? start.operaton.stop() : undefined));

const database = useDatabase();
let bench: Bench;

const PROCESSES = [
  QUALIFY.bpmn,
  bpmn('pause', startEvent('in'), caught('wait', after('PT1H')), task('a'), path('in', 'wait', 'a')),
  bpmn('mail', startEvent('in'), caught('wait', message('paid')), task('a'), path('in', 'wait', 'a')),
  bpmn('work', startEvent('in'), service('look'), task('a'), path('in', 'look', 'a')),
];

beforeAll(async () => {
  if (!start.ok) return;
  bench = await openBench(database, { engine: chooseEngine({ url: start.operaton.url }) });
  const admin = await bench.user('admin');
  for (const xml of PROCESSES)
    await deploy(bench.around, admin, { bpmn: xml.replaceAll('anna', 'alice'), forms: {} });
});

const elementsOf = (instance: string) =>
  bench.db
    .selectFrom('step')
    .select(['element', 'status'])
    .where('instance', '=', instance)
    .orderBy('entered_at')
    .execute();

describe.skipIf(!start.ok)(`the product on Operaton${start.ok ? '' : ` (skipped: ${start.why})`}`, () => {
  it('leads a person from page to page, and hands over to others', async () => {
    const { instance, open } = await bench.command('alice', {
      ...{ type: 'process.start', process: 'qualify', record: RECORD },
      variables: {},
    });
    expect(open.map((page) => page.task.title)).toEqual(['Is it a good lead?']);
    const next = await bench.command('alice', {
      ...{ type: 'task.complete', task: open[0]?.task.id ?? '' },
      submission: { kind: 'user-dialog', answers: ['yes'] },
    });
    expect(next).toMatchObject({ open: [], ended: false });
    expect((await listTasks(bench.db, 'bob')).map(({ title }) => title)).toContain('Call them');
    await bench.complete(instance, 'bob');
    expect(await bench.statusOf(instance)).toBe('completed');
    const steps = (await elementsOf(instance)).map(({ element, status }) => `${element} ${status}`);
    expect(steps).toEqual(
      ['begin', 'ask', 'decide', 'call', 'done'].map((element) => `${element} completed`),
    );
    const { log } = await readInstance(bench.around, instance);
    expect(log.length).toBeGreaterThan(0);
  });

  it('fires timers when their moment has come', async () => {
    const instance = await bench.start('pause');
    bench.clock.forward(61 * 60_000);
    await bench.work();
    expect(await elementsOf(instance)).toContainEqual({ element: 'a', status: 'running' });
  });

  it('brings messages to the instance that waits', async () => {
    const instance = await bench.start('mail');
    await sendMessage(bench.around, await bench.user('admin'), {
      ...{ name: 'paid', instance, businessKey: null },
      variables: { amount: 3 },
    });
    await bench.work();
    expect(await bench.variablesOf(instance)).toMatchObject({ amount: 3 });
  });

  it('gives work of there to workers of here', async () => {
    const admin = await bench.user('admin');
    const instance = await bench.start('work');
    const order = { worker: 'mine', topics: ['look'], limit: 1, lockSeconds: 60 };
    const [job] = await fetchAndLock(bench.around, admin, order);
    expect(job).toMatchObject({ instance, topic: 'look', variables: { startedBy: 'alice' } });
    await completeExternal(
      bench.around,
      admin,
      { instance, step: job?.step ?? '', worker: 'mine' },
      { found: 3 },
    );
    expect(await bench.variablesOf(instance)).toMatchObject({ found: 3 });
    expect(await elementsOf(instance)).toContainEqual({ element: 'a', status: 'running' });
  });

  it('cancels there what is cancelled here', async () => {
    const instance = await bench.start('pause');
    await cancelInstance(bench.around, await bench.user('admin'), instance, 'no longer needed');
    expect(await bench.statusOf(instance)).toBe('cancelled');
  });
});

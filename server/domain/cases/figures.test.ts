/** How long records stay in the stages of a case, how many go on, how they end, on a CRM in memory. */
import { expect, test } from 'vitest';
import { sampleCase, stage, taskStep } from '../../../lib/cases/testing/sample-case.ts';
import type { AdminQuery } from '../../../lib/protocol/index.ts';
import { cancelInstance } from '../../testing/instances.ts';
import { useCases } from '../../testing/use-cases.ts';
import { runAdminQuery } from '../reading/admin-query.ts';

const bench = useCases([
  { name: 'Lamp shop', status: 'qualify', size: 'small' },
  { name: 'Tea house', status: null, size: 'small' },
  { name: 'Old mill', status: 'won', size: 'small' },
  { name: 'Barn', status: 'propose', size: 'big' },
]);

const FIGURES = { type: 'case.figures' as const, process: 'sale', version: null, user: null };

type Query = Extract<AdminQuery, { type: 'case.figures' }>;

async function ask(query: Query) {
  return runAdminQuery(bench.around, await bench.user('admin'), query);
}

test('figures tell how long records stay in a stage, how many go on, how they end', async () => {
  await bench.deployCase(sampleCase());
  const from = bench.clock.now.toISOString();
  const MINUTE = 60_000;
  await bench.begin('1');
  await bench.begin('2');
  await bench.begin('4');
  await bench.work();
  bench.clock.forward(10 * MINUTE);
  const first = (await bench.view('1')).case;
  await bench.complete(first?.instance ?? '');
  await bench.move('1', 'propose');
  bench.clock.forward(20 * MINUTE);
  await bench.move('2', 'lost');
  await bench.work();
  bench.clock.forward(5 * MINUTE);
  const until = new Date(bench.clock.now.getTime() + MINUTE).toISOString();
  const { stages, figures, moves, won, lost } = await ask({ ...FIGURES, from, until });
  expect({ won, lost }).toEqual({ won: 0, lost: 1 });
  expect(figures.slice(0, 2)).toEqual([
    {
      ...{ stage: 'qualify', entered: 2, now: 0, reached: 3, left: 1, lost: 1, ages: [0, 0, 0, 0, 0] },
      ...{ medianMs: 20 * MINUTE, p90Ms: 28 * MINUTE, oldestMs: null },
    },
    {
      ...{ stage: 'propose', entered: 2, now: 2, reached: 2, left: 0, lost: 0, ages: [2, 0, 0, 0, 0] },
      ...{ medianMs: null, p90Ms: null, oldestMs: 35 * MINUTE },
    },
  ]);
  expect(figures[3]).toMatchObject({ stage: 'lost', entered: 1, reached: 1 });
  expect(stages[3]).toEqual({ id: 'lost', name: 'lost', colour: 'red', group: 'won', end: 'unsuccessful' });
  expect(moves).toEqual([
    { from: 'qualify', to: 'propose', count: 1 },
    { from: 'qualify', to: 'lost', count: 1 },
  ]);
  bench.clock.forward(8 * 24 * 60 * MINUTE);
  const later = await ask({ ...FIGURES, from, until });
  expect(later.figures[1]?.ages).toEqual([0, 0, 2, 0, 0]);
  const earlier = await ask({ ...FIGURES, from: '2020-01-01T00:00:00Z', until: from });
  expect(earlier.figures.every(({ entered }) => entered === 0)).toBe(true);
});

test('figures count the last end of a case that was moved on after one, and not the time when it was over', async () => {
  await bench.deployCase(sampleCase({ afterEnd: 'open' }));
  const from = bench.clock.now.toISOString();
  const HOUR = 3_600_000;
  const go = async (stage: string) => {
    await bench.move('4', stage);
    await bench.work();
    bench.clock.forward(HOUR);
  };
  await bench.begin('4');
  await bench.work();
  await bench.complete((await bench.view('4')).case?.instance ?? '');
  bench.clock.forward(HOUR);
  await go('won');
  bench.clock.forward(1000 * HOUR);
  await go('propose');
  const until = new Date(bench.clock.now.getTime() + HOUR).toISOString();
  const read = async () => {
    const { figures, won, lost } = await ask({ ...FIGURES, from, until });
    return { won, lost, of: (stage: string) => figures.find((one) => one.stage === stage) };
  };
  const running = await read();
  expect([running.won, running.lost]).toEqual([0, 0]);
  expect(running.of('won')).toMatchObject({ entered: 1, now: 0, reached: 0, medianMs: 0, oldestMs: null });
  expect(running.of('propose')).toMatchObject({
    entered: 1,
    now: 1,
    left: 0,
    medianMs: HOUR,
    oldestMs: HOUR,
  });
  await go('lost');
  const lost = await read();
  expect([lost.won, lost.lost]).toEqual([0, 1]);
  expect(lost.of('won')).toMatchObject({ reached: 0 });
  expect(lost.of('propose')).toMatchObject({ left: 0, lost: 1, medianMs: HOUR });
  await go('propose');
  expect((await read()).of('propose')).toMatchObject({ now: 1, lost: 0 });
  await bench.complete((await bench.view('4')).case?.instance ?? '');
  await go('won');
  const won = await read();
  expect([won.won, won.lost]).toEqual([1, 0]);
  expect(won.of('won')).toMatchObject({ entered: 1, reached: 1 });
  expect(won.of('propose')).toMatchObject({ left: 1, lost: 0 });
});

test('figures count how long there was work in the stage in which a case ended, once however it goes on', async () => {
  const stages = [
    stage('qualify'),
    stage('won', { end: 'successful', steps: [taskStep('thank')] }),
    stage('lost', { end: 'unsuccessful' }),
  ];
  await bench.deployCase(sampleCase({ stages, afterEnd: 'open' }));
  const from = bench.clock.now.toISOString();
  const HOUR = 3_600_000;
  const go = async (id: string, to: string) => {
    await bench.move(id, to);
    await bench.work();
  };
  const instance = await bench.begin('1');
  const other = await bench.begin('4');
  await bench.work();
  await go('1', 'won');
  await go('4', 'won');
  bench.clock.forward(2 * HOUR);
  await bench.complete(instance);
  bench.clock.forward(1000 * HOUR);
  const until = new Date(bench.clock.now.getTime() + HOUR).toISOString();
  const read = async () => {
    const { figures } = await ask({ ...FIGURES, from, until });
    const of = (stage: string) => figures.find((one) => one.stage === stage);
    return { won: of('won'), lost: of('lost') };
  };
  const open = { now: 1, oldestMs: 1002 * HOUR };
  expect((await read()).won).toMatchObject({ ...open, medianMs: 2 * HOUR, p90Ms: 2 * HOUR });
  // One that is cancelled has not come to its end.
  await cancelInstance(bench.around, await bench.user('admin'), other, 'Begun by mistake.');
  expect((await read()).won).toMatchObject({ now: 0, oldestMs: null, medianMs: 2 * HOUR, p90Ms: 2 * HOUR });
  await go('1', 'lost');
  expect(await read()).toMatchObject({
    won: { medianMs: 2 * HOUR, p90Ms: 2 * HOUR },
    // There is nothing to be done in it.
    lost: { entered: 1, medianMs: null },
  });
  await go('1', 'won');
  bench.clock.forward(4 * HOUR);
  expect((await read()).won).toMatchObject({ now: 1, medianMs: 2 * HOUR });
  await bench.complete(instance);
  expect((await read()).won).toMatchObject({ now: 0, medianMs: 3 * HOUR });
});

test('figures are of one version, or of the cases that somebody has worked on', async () => {
  const ofBob = [taskStep('call', { performer: { user: 'bob', role: null } })];
  const ends = [stage('won', { end: 'successful' })];
  const from = bench.clock.now.toISOString();
  const until = new Date(bench.clock.now.getTime() + 60_000).toISOString();
  await bench.deployCase(sampleCase({ stages: [stage('qualify', { steps: ofBob }), ...ends] }));
  await bench.begin('1');
  await bench.deployCase(sampleCase({ stages: [stage('qualify'), stage('propose'), ...ends] }));
  await bench.begin('4');
  const entered = async (change: { version: number } | { user: string } | undefined) => {
    const { figures } = await ask({ ...FIGURES, from, until, ...change });
    return figures.map((one) => [one.stage, one.entered]);
  };
  expect(await entered({ version: 1 })).toEqual([
    ['qualify', 1],
    ['won', 0],
  ]);
  expect(await entered(undefined)).toEqual([...[['qualify', 1]], ['propose', 1], ['won', 0]]);
  expect((await entered({ user: 'bob' }))[0]).toEqual(['qualify', 1]);
  expect((await entered({ user: 'sam' }))[0]).toEqual(['qualify', 0]);
});

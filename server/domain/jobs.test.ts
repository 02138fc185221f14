import { beforeAll, describe, expect, test } from 'vitest';
import { type Action, ActionError } from '../actions/action.ts';
import { boundary, draw, end, error, path, service, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance } from '../testing/instances.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { retryStep, skipStep } from './administration.ts';
import { completeExternal, failExternal, fetchAndLock } from './external-jobs.ts';
import { pauseAfter, runJob } from './jobs.ts';

const database = useDatabase();
let bench: Bench;
let act: Action = async () => ({});
const calls: { inputs: unknown; key: string; attempt: number }[] = [];

beforeAll(async () => {
  const echo: Action = (inputs, context) => {
    calls.push({ inputs, key: context.key, attempt: context.attempt });
    return act(inputs, context);
  };
  bench = await openBench(database, { actions: { echo } });
  const acts = service('throughline:echo', {
    settings: { text: `for \${startedBy}` },
    gives: { said: 'heard' },
  });
  await bench.deploy('acts', draw([start('in'), acts, end('out'), path('in', 'throughline:echo', 'out')]));
  const caught = [boundary('no', 'throughline:echo', error('declined')), end('sorry'), path('no', 'sorry')];
  await bench.deploy(
    'asks',
    draw([start('in'), acts, end('out'), path('in', 'throughline:echo', 'out'), ...caught]),
  );
  await bench.deploy(
    'other',
    draw([
      start('in'),
      service('print', { gives: { pages: 'pages' } }),
      end('out'),
      path('in', 'print', 'out'),
    ]),
  );
});

const jobOf = (instance: string) =>
  bench.db.selectFrom('job').selectAll().where('instance', '=', instance).executeTakeFirst();
const admin = () => bench.user('admin');
const HOUR = 3_600_000;

describe('a system action', () => {
  test('is carried out with its inputs, and its outputs go on', async () => {
    calls.length = 0;
    act = async ({ text }) => ({ said: `${text}!` });
    const id = await bench.start('acts');
    expect(await jobOf(id)).toMatchObject({ status: 'ready', attempts: 0, max_attempts: 3 });
    expect(await bench.work()).toEqual(['job']);
    expect(calls).toEqual([{ inputs: { text: 'for alice' }, key: `${id}:s2`, attempt: 1 }]);
    expect(await bench.statusOf(id)).toBe('completed');
    expect(await bench.variablesOf(id)).toMatchObject({ heard: 'for alice!' });
    expect(await jobOf(id)).toBeUndefined();
  });

  test('that is carried out twice continues the process once', async () => {
    act = async () => ({ said: 'x' });
    const id = await bench.start('acts');
    await bench.work({ twice: true });
    const ended = await bench.db
      .selectFrom('step')
      .select('id')
      .where('instance', '=', id)
      .where('element', '=', 'out')
      .execute();
    expect(ended).toHaveLength(1);
  });

  test('is tried again after longer and longer pauses, then dead until an administrator retries it', async () => {
    act = async () => {
      throw new Error('the line is busy');
    };
    const id = await bench.start('acts');
    await bench.work();
    expect(await jobOf(id)).toMatchObject({ status: 'retrying', attempts: 1, problem: 'the line is busy' });
    expect(await bench.statusOf(id)).toBe('running');
    for (const attempts of [2, 3]) {
      bench.clock.forward(HOUR);
      await bench.work();
      expect(await jobOf(id)).toMatchObject({ attempts });
    }
    expect(await jobOf(id)).toMatchObject({
      status: 'dead',
      problem: expect.stringContaining('the line is busy'),
    });
    expect(await bench.statusOf(id)).toBe('error');
    act = async () => ({ said: 'at last' });
    bench.clock.forward(HOUR);
    expect(await bench.work()).toEqual([]);
    await bench.db
      .transaction()
      .execute(async (tx) => retryStep(bench.around, tx, await admin(), { instance: id, step: 's2' }));
    expect(await jobOf(id)).toMatchObject({ status: 'ready', attempts: 0, problem: null });
    await bench.work();
    expect(await bench.statusOf(id)).toBe('completed');
  });

  test('that can never succeed is dead at once, and can be skipped with a reason', async () => {
    act = async () => {
      throw new ActionError('no such record', { retryable: false });
    };
    const id = await bench.start('acts');
    await bench.work({ twice: true });
    expect(await jobOf(id)).toMatchObject({ status: 'dead', attempts: 1 });
    await bench.db
      .transaction()
      .execute(async (tx) =>
        skipStep(
          bench.around,
          tx,
          await admin(),
          { instance: id, step: 's2' },
          { outcome: null, reason: 'done by hand' },
        ),
      );
    expect(await bench.statusOf(id)).toBe('completed');
    expect(await jobOf(id)).toBeUndefined();
    const step = await bench.db
      .selectFrom('step')
      .select(['status', 'ended_by'])
      .where('instance', '=', id)
      .where('id', '=', 's2')
      .executeTakeFirst();
    expect(step).toEqual({ status: 'skipped', ended_by: 'admin' });
  });

  test('that fails with an error of the process goes where the process says', async () => {
    act = async () => {
      throw new ActionError('declined', { retryable: false, code: 'declined' });
    };
    const id = await bench.start('asks');
    await bench.work({ twice: true });
    expect(await bench.statusOf(id)).toBe('completed');
    expect(await jobOf(id)).toBeUndefined();
  });

  test('that this server does not have is dead with the names of those that it has', async () => {
    await bench.deploy(
      'odd',
      draw([start('in'), service('throughline:dance'), end('out'), path('in', 'throughline:dance', 'out')]),
    );
    const id = await bench.start('odd');
    await bench.work();
    expect(await jobOf(id)).toMatchObject({
      status: 'dead',
      problem: expect.stringContaining('(echo), got dance'),
    });
  });

  test('whose server died during the last attempt is not tried once more', async () => {
    act = async () => ({ said: 'x' });
    const id = await bench.start('acts');
    await bench.db
      .updateTable('job')
      .set({ attempts: 3, status: 'running' })
      .where('instance', '=', id)
      .execute();
    await bench.work();
    expect(await jobOf(id)).toMatchObject({ status: 'dead' });
  });

  test('that is broken off by the end of its server is taken up again, and the attempt does not count', async () => {
    const stopping = new AbortController();
    act = async () => {
      stopping.abort();
      throw new Error('stopped');
    };
    const id = await bench.start('acts');
    await runJob(bench.around, { instance: id, step: 's2' }, stopping.signal);
    expect(await jobOf(id)).toMatchObject({ status: 'ready', attempts: 0 });
    act = async () => ({ said: 'again' });
    await bench.work();
    expect(await bench.variablesOf(id)).toMatchObject({ heard: 'again' });
  });

  test('that gives or fails with text that PostgreSQL cannot hold is done once all the same', async () => {
    calls.length = 0;
    act = async () => ({ said: 'a\u0000b\ud83d' });
    const id = await bench.start('acts');
    await bench.work();
    expect(calls).toHaveLength(1);
    expect(await bench.variablesOf(id)).toMatchObject({ heard: 'a\ufffdb\ufffd' });
    act = async () => {
      throw new ActionError('no\u0000thing', { retryable: false });
    };
    const failing = await bench.start('acts');
    await bench.work();
    expect(await bench.statusOf(failing)).toBe('error');
  });

  test('that is to wait for ever waits a day', async () => {
    act = async () => {
      throw new ActionError('busy', { retryable: true, afterSeconds: Number.POSITIVE_INFINITY });
    };
    const id = await bench.start('acts');
    await bench.work();
    const { next_at: at } = (await jobOf(id)) ?? {};
    expect(at?.getTime()).toBe(bench.clock.now.getTime() + 24 * HOUR);
  });

  test('waits longer from attempt to attempt, never the same for all', () => {
    const pauses = [1, 2, 3, 10, 50].map((attempt) => [
      pauseAfter(attempt, () => 0),
      pauseAfter(attempt, () => 1),
    ]);
    expect(pauses).toEqual([
      [1, 2],
      [2, 4],
      [4, 8],
      [512, 1024],
      [1800, 3600],
    ]);
  });
});

describe('an action of the author’s own', () => {
  const ASK = { topics: ['print', 'throughline:echo'], limit: 10, lockSeconds: 60 };

  test('is fetched by one worker, completed by that worker only', async () => {
    const id = await bench.start('other');
    expect(await bench.work()).toEqual([]);
    const user = await admin();
    const [job, ...more] = await fetchAndLock(bench.around, user, { ...ASK, worker: 'w1' });
    expect(more).toEqual([]);
    expect(job).toMatchObject({ instance: id, topic: 'print', attempt: 1, process: { key: 'other' } });
    expect(await fetchAndLock(bench.around, user, { ...ASK, worker: 'w2' })).toEqual([]);
    const place = { instance: id, step: job?.step ?? '' };
    const complete = (worker: string) =>
      completeExternal(bench.around, user, { ...place, worker }, { pages: 3 });
    await expect(complete('w2')).rejects.toThrow('not locked for w2');
    await complete('w1');
    expect(await bench.statusOf(id)).toBe('completed');
    expect(await bench.variablesOf(id)).toMatchObject({ pages: 3 });
  });

  test('whose worker is not heard of again is given to another', async () => {
    await bench.start('other');
    const user = await admin();
    await fetchAndLock(bench.around, user, { ...ASK, worker: 'w1' });
    bench.clock.forward(61_000);
    expect(await fetchAndLock(bench.around, user, { ...ASK, worker: 'w2' })).toMatchObject([{ attempt: 2 }]);
    await bench.db.deleteFrom('job').execute();
  });

  test('that fails comes back after a pause, and is dead at last', async () => {
    const id = await bench.start('other');
    const user = await admin();
    const failure = { message: 'no paper', code: null, retryable: true, afterSeconds: 30 };
    for (const attempt of [1, 2, 3]) {
      const [job] = await fetchAndLock(bench.around, user, { ...ASK, worker: 'w1' });
      expect(job).toMatchObject({ attempt });
      await failExternal(bench.around, user, { instance: id, step: 's2', worker: 'w1' }, failure);
      expect(await fetchAndLock(bench.around, user, { ...ASK, worker: 'w1' })).toEqual([]);
      bench.clock.forward(31_000);
    }
    expect(await jobOf(id)).toMatchObject({ status: 'dead' });
    expect(await bench.statusOf(id)).toBe('error');
  });

  test('is nothing for those who may not manage definitions', async () => {
    await expect(
      fetchAndLock(bench.around, await bench.user('alice'), { ...ASK, worker: 'w1' }),
    ).rejects.toThrow('manage-definitions');
  });
});

test('an action that has failed for good leaves no job behind when its instance is cancelled', async () => {
  act = async () => {
    throw new ActionError('no', { retryable: false });
  };
  const id = await bench.start('acts');
  await bench.work();
  expect(await jobOf(id)).toMatchObject({ status: 'dead' });
  await cancelInstance(bench.around, await admin(), id, 'no');
  expect(await jobOf(id)).toBeUndefined();
});

test('an action that is interrupted leaves no job behind', async () => {
  await bench.deploy(
    'both',
    draw([
      start('in'),
      service('throughline:echo'),
      task('work'),
      end('out'),
      path('in', 'throughline:echo', 'out'),
      path('in', 'work'),
    ]),
  );
  const id = await bench.start('both');
  await cancelInstance(bench.around, await admin(), id, 'no');
  expect(await jobOf(id)).toBeUndefined();
  expect(await bench.work()).toEqual([]);
});

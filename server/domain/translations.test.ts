/** Texts of tasks in other languages are kept, told and asked for (behaviour 1.1). */
import { beforeAll, expect, test } from 'vitest';
import { defined, process } from '../engine/testing/process.ts';
import { activityOf, at, begin, taskOf, toldTo } from '../testing/activities.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { readLibrary } from './reading/library.ts';
import { readSummary } from './reading/summaries.ts';
import { readWhole } from './snapshot.ts';
import { readTaskPage } from './tasks.ts';

const database = useDatabase();
let bench: Bench;

const names = { de: 'Nachfragen' };
const texts = { names, descriptions: { de: 'Fragt nach' } };

beforeAll(async () => {
  bench = await openBench(database);
  const drawn = process()
    .start('in')
    .task('work', {
      ...{ name: 'Call them', assignee: `\${startedBy}` },
      properties: { hint: 'Be calm', 'de:title': 'Anrufen', 'de:hint': 'Ruhig bleiben' },
    })
    .end('out')
    .path('in', 'work', 'out');
  await bench.deploy('spoken', await defined(drawn), texts);
});

test('a list has the titles, a page every text, and the activity its title', async () => {
  const task = await begin(bench, 'spoken');
  expect(task).toMatchObject({ title: 'Call them', titles: { de: 'Anrufen' } });
  const told = (await toldTo(bench, 'alice')).findLast(({ type }) => type === 'task.upserted');
  expect(told).toMatchObject({ task: { id: task.id, titles: { de: 'Anrufen' } } });
  expect((await readTaskPage(bench.db, 'alice', task.id)).translations).toEqual({
    de: [
      { at: '/title', from: 'Call them', to: 'Anrufen' },
      { at: '/hint', from: 'Be calm', to: 'Ruhig bleiben' },
    ],
  });
  expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({ titles: { de: 'Anrufen' } });
});

test('a process has its names wherever it is named: where it is started, in tasks, in the log', async () => {
  const task = await begin(bench, 'spoken');
  expect(task.process).toMatchObject({ key: 'spoken', names });
  const told = (await toldTo(bench, 'alice')).findLast(({ type }) => type === 'task.upserted');
  expect(told).toMatchObject({ task: { process: { names } } });
  expect((await readTaskPage(bench.db, 'alice', task.id)).task.process).toMatchObject({ names });
  expect((await readSummary(bench.db, task.instance.id)).process).toMatchObject({ names });
  const snapshot = await readWhole(bench.around.store, 'alice');
  expect(snapshot.processes.find(({ key }) => key === 'spoken')).toMatchObject(texts);
  expect((await readLibrary(bench.db)).find(({ key }) => key === 'spoken')).toMatchObject(texts);
});

test('a title that somebody has changed is in no other language any more', async () => {
  const task = await begin(bench, 'spoken');
  const postpone = {
    type: 'task.postpone',
    ...{ task: task.id, start: at(bench, 60), minutes: 30, remindMinutes: null, showInCalendar: true },
  } as const;
  await bench.command('alice', postpone);
  expect(await taskOf(bench, 'alice', task.id)).toMatchObject({ titles: { de: 'Anrufen' } });
  await bench.command('alice', { ...postpone, title: 'Call Ada' });
  const renamed = await taskOf(bench, 'alice', task.id);
  expect(renamed).toMatchObject({ title: 'Call Ada' });
  expect(renamed).not.toHaveProperty('titles');
});

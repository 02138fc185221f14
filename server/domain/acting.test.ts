/** Behaviour 2.1: whose pages open by themselves, where system work lies between an action and the next page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Action, ActionError } from '../actions/action.ts';
import type { Definition } from '../engine/definition.ts';
import { call, draw, end, manual, parallel, path, service, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance } from '../testing/instances.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { runCommand } from './commands.ts';
import { completeExternal, fetchAndLock } from './external-jobs.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
let bench: Bench;
let act: Action = async () => ({});

const ours = 'throughline:echo';
const alices = { assignee: 'alice' };

/** A process in which a system action stands between the start and the next user step. */
function behindAction(next: Parameters<typeof task>[1], background: boolean | null = null): Definition {
  return draw([
    start('in'),
    service(ours, { background }),
    task('work', next),
    end('out'),
    path('in', ours, 'work', 'out'),
  ]);
}

beforeAll(async () => {
  bench = await openBench(database, {
    actions: { echo: (inputs, context) => act(inputs, context), echo2: async () => ({}) },
  });
  await bench.deploy('own', behindAction(alices));
  await bench.deploy('other', behindAction({ assignee: 'bob' }));
  await bench.deploy('quiet', behindAction(alices, true));
  await bench.deploy(
    'worker',
    draw([
      start('in'),
      service('print'),
      task('work', alices),
      end('out'),
      path('in', 'print', 'work', 'out'),
    ]),
  );
  await bench.deploy(
    'child',
    draw([start('in'), task('first', alices), service(ours), end('out'), path('in', 'first', ours, 'out')]),
  );
  await bench.deploy(
    'parent',
    draw([
      start('in'),
      call('it', 'child'),
      task('after', alices),
      end('out'),
      path('in', 'it', 'after', 'out'),
    ]),
  );
  await bench.deploy(
    'parent-quiet',
    draw([
      start('in'),
      call('it', 'child', { background: true }),
      task('after', alices),
      end('out'),
      path('in', 'it', 'after', 'out'),
    ]),
  );
  await bench.deploy(
    'both',
    draw([
      start('in'),
      parallel('fork'),
      service(ours),
      service('throughline:echo2'),
      task('one', alices),
      task('two', alices),
      path('in', 'fork', ours, 'one'),
      path('fork', 'throughline:echo2', 'two'),
    ]),
  );
});

/** Starts a process as alice, at a page or as a program. */
async function begin(process: string, origin: 'person' | 'rest' = 'person') {
  const command = crypto.randomUUID();
  const ordered = { type: 'process.start', process, record: null } as const;
  const result = await runCommand(bench.around, 'alice', command, ordered, origin);
  return { command, instance: result.instance, working: result.working, open: result.open };
}

/** What a user has been told of work that is over, by the command that it belongs to. */
async function told(user: string, command: string) {
  const rows = await bench.db
    .selectFrom('channel_event')
    .select('body')
    .where('account', '=', user)
    .orderBy('offset')
    .execute();
  return rows.flatMap(({ body }) => {
    const event = typeof body === 'string' ? JSON.parse(body) : body;
    if (event.type !== 'work.done' || event.command !== command) return [];
    return [
      {
        open: event.open.map((page: { task: { title: string } }) => page.task.title),
        working: event.working,
      },
    ];
  });
}

/** Every row of the decision table: element before in the background / show page / performer. */
describe('a page right behind the action of a person', () => {
  test.each([
    ['off/on/own', 'opens now', { assignee: 'alice', showPage: true, background: null }, ['work']],
    ['off/on/other', 'is only listed', { assignee: 'bob', showPage: true, background: null }, []],
    ['off/off/own', 'is only listed', { assignee: 'alice', showPage: false, background: null }, []],
    ['off/off/other', 'is only listed', { assignee: 'bob', showPage: false, background: null }, []],
    ['on/on/own', 'is only listed', { assignee: 'alice', showPage: true, background: true }, []],
    ['on/on/other', 'is only listed', { assignee: 'bob', showPage: true, background: true }, []],
    ['on/off/own', 'is only listed', { assignee: 'alice', showPage: false, background: true }, []],
    ['on/off/other', 'is only listed', { assignee: 'bob', showPage: false, background: true }, []],
  ])('%s: %s', async (row, _, { assignee, showPage, background }, opens) => {
    const drawn = draw([
      start('in'),
      manual('before', { background }),
      task('work', { assignee, showPage }),
      end('out'),
      path('in', 'before', 'work', 'out'),
    ]);
    const process = row.replaceAll('/', '-');
    await bench.deploy(process, drawn);
    const { instance, open, working } = await begin(process);
    expect(open.map((page) => page.task.title)).toEqual(opens);
    expect(working).toBeUndefined();
    const listed = await listTasks(bench.db, assignee);
    expect(listed.filter((one) => one.instance.id === instance)).toHaveLength(1);
  });
});

describe('a page behind a system action', () => {
  test('off/on/own: opens for who acted, when the action is done', async () => {
    const { command, working, open } = await begin('own');
    expect({ working, open }).toEqual({ working: 1, open: [] });
    await bench.work({ twice: true });
    expect(await told('alice', command)).toEqual([{ open: ['work'], working: 0 }]);
  });

  test('off/on/other: is only listed; who acted hears that nothing opens', async () => {
    const { command, working } = await begin('other');
    expect(working).toBe(1);
    await bench.work();
    expect(await told('alice', command)).toEqual([{ open: [], working: 0 }]);
    expect(await told('bob', command)).toEqual([]);
  });

  test('on/any: is only listed', async () => {
    const { command } = await begin('quiet');
    await bench.work();
    expect(await told('alice', command)).toEqual([{ open: [], working: 0 }]);
  });

  test('opens nowhere when a program has acted', async () => {
    const { command, working } = await begin('own', 'rest');
    expect(working).toBeUndefined();
    await bench.work();
    expect(await told('alice', command)).toEqual([]);
  });

  test('opens when a worker of the author has done the action', async () => {
    const { command, instance } = await begin('worker');
    const admin = await bench.user('admin');
    const fetched = { worker: 'w', topics: ['print'], limit: 1, lockSeconds: 60 };
    await fetchAndLock(bench.around, admin, fetched);
    await completeExternal(bench.around, admin, { instance, step: 's2', worker: 'w' }, {});
    expect(await told('alice', command)).toEqual([{ open: ['work'], working: 0 }]);
  });

  test('that never comes, since the action has failed for good, is waited for no more', async () => {
    act = async () => {
      throw new ActionError('no', { retryable: false });
    };
    const { command } = await begin('own');
    await bench.work({ twice: true });
    act = async () => ({});
    expect(await told('alice', command)).toEqual([{ open: [], working: 0 }]);
  });

  test('is waited for no more when the instance is cancelled while the action is under way', async () => {
    const begun = await begin('own');
    const admin = await bench.user('admin');
    act = async () => {
      await cancelInstance(bench.around, admin, begun.instance, 'no');
      return {};
    };
    await bench.work();
    act = async () => ({});
    expect(await told('alice', begun.command)).toEqual([{ open: [], working: 0 }]);
  });

  test('each of several parallel ones tells for itself', async () => {
    const more = await openParallel();
    expect(more).toEqual({ working: 2, told: ['one', 'two'] });
  });
});

async function openParallel() {
  const { command, working } = await begin('both');
  await bench.work();
  const pieces = await told('alice', command);
  expect(pieces.map((piece) => piece.working)).toEqual([0, 0]);
  return { working, told: pieces.flatMap(({ open }) => open).sort() };
}

describe('a page behind a called process', () => {
  test('opens for who acted, as do those inside it', async () => {
    const { command, instance, working } = await begin('parent');
    expect(working).toBe(1);
    await bench.work({ twice: true });
    expect(await told('alice', command)).toEqual([{ open: ['first'], working: 0 }]);
    const child = await bench.db
      .selectFrom('instance')
      .select('id')
      .where('parent', '=', instance)
      .executeTakeFirstOrThrow();
    const second = await complete(child.id);
    expect(second.working).toBe(1);
    await bench.work({ twice: true });
    // The action is over and has ended the child, whose end the parent then hears of.
    expect(await told('alice', second.command)).toEqual([
      { open: [], working: 1 },
      { open: ['after'], working: 0 },
    ]);
  });

  test('opens nowhere when the call runs in the background', async () => {
    const { instance } = await begin('parent-quiet');
    await bench.work();
    const child = await bench.db
      .selectFrom('instance')
      .select('id')
      .where('parent', '=', instance)
      .executeTakeFirstOrThrow();
    const { command } = await complete(child.id);
    await bench.work();
    expect((await told('alice', command)).flatMap(({ open }) => open)).toEqual([]);
  });
});

/** Completes alice's one task in an instance. */
async function complete(instance: string) {
  const command = crypto.randomUUID();
  const { id } = await bench.db
    .selectFrom('task')
    .select('id')
    .where('instance', '=', instance)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  const submission = { kind: 'perform-task', result: 'done', details: null } as const;
  const ordered = { type: 'task.complete', task: id, submission } as const;
  const result = await runCommand(bench.around, 'alice', command, ordered);
  return { command, ...result };
}

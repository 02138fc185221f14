/** Whatever people, networks and servers do: in the end every client knows exactly what the server knows. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Command, Task } from '../../lib/protocol/index.ts';
import type { RunningServer } from '../app.ts';
import { openChannel, readCursor, resetChannels } from '../domain/channels.ts';
import { listTasks } from '../domain/tasks.ts';
import { useDatabase } from '../testing/database.ts';
import { ModelClient } from '../testing/model-client.ts';
import { OWN_TASKS, TEAM_TASK } from '../testing/processes.ts';
import { fillDatabase, startTestServer } from '../testing/server.ts';

const database = useDatabase();
const USERS = ['alice', 'bob'] as const;
let servers: RunningServer[];

beforeAll(async () => {
  await fillDatabase(database, [OWN_TASKS, TEAM_TASK]);
  servers = [await startTestServer(database), await startTestServer(database)];
});

const client = fc.nat({ max: 3 });
const Action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      client,
      process: fc.constantFrom('own-tasks', 'team-task'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('complete' as const), client, which: fc.nat({ max: 20 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('connect' as const), client, server: fc.nat({ max: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('disconnect' as const), client }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('send and hang up' as const), client }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('start channels anew' as const) }) },
);
type Action = typeof Action extends fc.Arbitrary<infer T> ? T : never;

const start = (process: string): Command => ({ type: 'process.start', process, record: null });
const complete = (task: string): Command => ({
  ...{ type: 'task.complete', task },
  submission: { kind: 'perform-task', result: 'done', details: null },
});

/** Commands whose answers nobody waited for, with the client that sent them. */
type Unanswered = { client: ModelClient; id: string }[];

async function act(action: Action, clients: ModelClient[], unanswered: Unanswered): Promise<void> {
  if (action.do === 'start channels anew') {
    await database.store.db.transaction().execute((tx) => resetChannels(tx, USERS));
    return;
  }
  const actor = clients[action.client];
  if (!actor) return;
  actor.take();
  if (action.do === 'connect') return actor.connect(servers[action.server]?.url ?? '');
  if (action.do === 'disconnect') return actor.disconnect();
  if (action.do === 'start') await actor.client?.command(start(action.process));
  if (action.do === 'send and hang up') {
    const id = crypto.randomUUID();
    actor.client?.send({ type: 'command', id, command: start('team-task') });
    if (actor.client) unanswered.push({ client: actor, id });
    actor.disconnect();
  }
  if (action.do === 'complete') {
    const known = [...actor.tasks.keys()];
    // It may have been completed by somebody else: then it is refused, and that is right.
    if (known.length > 0) await actor.client?.command(complete(known[action.which % known.length] ?? ''));
  }
}

const sorted = (tasks: Iterable<Task>) => [...tasks].sort((one, two) => one.id.localeCompare(two.id));

test('two clients each of two people, on two servers, end with what the server has', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Action, { minLength: 1, maxLength: 25 }), async (actions) => {
      const clients = [...USERS, ...USERS].map((user) => new ModelClient(user));
      const unanswered: Unanswered = [];
      try {
        for (const [index, one] of clients.entries()) await one.connect(servers[index % 2]?.url ?? '');
        for (const action of actions) await act(action, clients, unanswered);
        for (const [index, one] of clients.entries())
          if (!one.client) await one.connect(servers[index % 2]?.url ?? '');
        // As the extension does: what was not answered is sent again, under the same id.
        for (const { client: one, id } of unanswered) await one.client?.command(start('team-task'), id);
        await settle(clients);
        for (const one of clients) {
          expect(sorted(one.tasks.values())).toEqual(sorted(await listTasks(database.store.db, one.user)));
        }
      } finally {
        for (const one of clients) one.disconnect();
      }
    }),
    { numRuns: 15 },
  );
});

/** Waits until every client is where its channel is. */
async function settle(clients: ModelClient[]): Promise<void> {
  for (const one of clients) {
    let goal = await openChannel(database.store.db, one.user);
    for (;;) {
      await one.reach(goal);
      const now = await readCursor(database.store.db, one.user);
      if (!now || (now.epoch === goal.epoch && now.offset === goal.offset)) break;
      goal = now;
    }
  }
}

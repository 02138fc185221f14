import { beforeAll, describe, expect, test } from 'vitest';
import type { Order, OrderResult, ServerMessage } from '../../lib/protocol/index.ts';
import { PROTOCOL_VERSION } from '../../lib/protocol/index.ts';
import type { RunningServer } from '../app.ts';
import { helloOf, TestClient } from '../testing/client.ts';
import { countAll } from '../testing/counts.ts';
import { useDatabase } from '../testing/database.ts';
import { OWN_TASKS, QUALIFY, RECORD, TEAM_TASK } from '../testing/processes.ts';
import { fillDatabase, startTestServer } from '../testing/server.ts';
import { tokenOf } from '../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
let admin: TestClient;

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY, OWN_TASKS]);
  server = await startTestServer(database);
  admin = await TestClient.join(server.url, tokenOf('admin'));
  database.defer(async () => admin.drop());
});

type Answer = Extract<ServerMessage, { type: 'ordered' | 'refusal' | 'reply' }>;

function answerTo(client: TestClient, id: string): Promise<Answer> {
  return client.find((message): message is Answer => {
    return (
      (message.type === 'ordered' || message.type === 'refusal' || message.type === 'reply') &&
      message.id === id
    );
  });
}

async function order(client: TestClient, ordered: Order, id: string = crypto.randomUUID()): Promise<Answer> {
  client.send({ type: 'order', id, order: ordered });
  return answerTo(client, id);
}

async function done(ordered: Order, id?: string): Promise<OrderResult> {
  const answer = await order(admin, ordered, id);
  if (answer.type !== 'ordered') throw new Error(JSON.stringify(answer));
  return answer.result;
}

async function start(process = 'own-tasks'): Promise<string> {
  const record = process === 'qualify' ? RECORD : null;
  const answer = await admin.command({ type: 'process.start', process, record });
  if (answer.type !== 'answer') throw new Error(JSON.stringify(answer));
  return String(answer.result.instance);
}

describe('M01 [order] over the link', () => {
  test('is answered with its id, and the same id has its effect once', async () => {
    const instance = await start();
    const cancel: Order = { type: 'instances.cancel', instances: [instance], reason: 'a test' };
    expect(await order(admin, cancel, 'o-1')).toEqual({
      type: 'ordered',
      id: 'o-1',
      result: { type: 'done' },
    });
    const before = await countAll(database.store.db);
    const second = await TestClient.join(server.url, tokenOf('admin'));
    expect(await order(second, cancel, 'o-1')).toEqual({
      type: 'ordered',
      id: 'o-1',
      result: { type: 'done' },
    });
    second.drop();
    expect(await countAll(database.store.db)).toEqual(before);
    expect(await order(admin, cancel, 'o-2')).toMatchObject({
      type: 'refusal',
      error: { code: 'instance-closed' },
    });
  });

  test('with another person has an id of its own', async () => {
    const maria = await TestClient.join(server.url, tokenOf('maria'));
    const instance = await start();
    const cancel: Order = { type: 'instances.cancel', instances: [instance], reason: 'a test' };
    expect(await order(maria, cancel, 'o-1')).toMatchObject({ type: 'ordered' });
    maria.drop();
  });

  test('deploys what passes', async () => {
    const files = [
      { name: 'team.bpmn', text: TEAM_TASK.bpmn },
      { name: 'broken.bpmn', text: '<xml' },
    ];
    expect(await done({ type: 'definition.deploy', files })).toMatchObject({
      type: 'deployed',
      outcomes: [
        { key: 'team-task', version: 1, findings: [] },
        { file: 'broken.bpmn', version: null, findings: expect.any(Array) },
      ],
    });
  });

  test('M24 opens the page of any pending step for an administrator, who may complete it', async () => {
    const instance = await start('qualify');
    const [step = ''] = await openSteps(instance);
    const opened = await done({ type: 'step.open', instance, step });
    if (opened.type !== 'page') throw new Error(JSON.stringify(opened));
    const { task } = opened.page;
    const maria = await TestClient.join(server.url, tokenOf('maria'));
    expect(await order(maria, { type: 'step.open', instance, step })).toMatchObject({
      ...{ type: 'refusal', error: { code: 'not-allowed' } },
    });
    maria.drop();
    const submission = { kind: 'user-dialog' as const, answers: ['no'] };
    expect(await admin.command({ type: 'task.complete', task: task.id, submission })).toMatchObject({
      ...{ type: 'answer', result: { ended: true } },
    });
  });

  test('of every kind is refused without its permission, and changes nothing', async () => {
    const bob = await TestClient.join(server.url, tokenOf('bob'));
    const instance = await start();
    const place = { instance, step: '1' };
    const process = 'own-tasks';
    const settings = { tracing: true, quickLaunch: true, retentionDays: 1, permissions: [] };
    const filter = {
      ...{ process: null, version: null, statuses: [], owner: null, origin: null, record: null },
      ...{ from: null, to: null, search: null, element: null },
    };
    const orders: Order[] = [
      { type: 'definition.deploy', files: [] },
      { type: 'process.set-actual', process, version: 1 },
      { type: 'process.set-state', process, state: 'inactive', cancelInstances: false, reason: null },
      { type: 'process.configure', process, ...settings },
      { type: 'instances.cancel', instances: [instance], reason: 'x' },
      { type: 'instances.cancel', instances: [instance, 'other'], reason: 'x' },
      { type: 'instance.delete', instance },
      { type: 'instance.retry', instance },
      { type: 'instance.set-variable', instance, name: 'x', value: 1 },
      { type: 'step.retry', ...place },
      { type: 'step.skip', ...place, outcome: null, reason: 'x' },
      { type: 'step.reassign', ...place, user: 'bob', role: null },
      { type: 'step.open', ...place },
      { type: 'view.save', view: { id: 'v', name: 'v', filter } },
      { type: 'view.delete', view: 'v' },
    ];
    const before = await countAll(database.store.db);
    for (const one of orders) {
      expect(await order(bob, one), one.type).toMatchObject({
        type: 'refusal',
        error: { code: 'not-allowed' },
      });
    }
    expect(await countAll(database.store.db)).toEqual(before);
    bob.drop();
  });

  test('travels over single HTTP requests as well, and so do questions', async () => {
    const instance = await start();
    const answered = await fetch(`${server.url}/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        hello: helloOf(tokenOf('admin')),
        messages: [
          {
            type: 'order',
            id: 'o-9',
            order: { type: 'instances.cancel', instances: [instance], reason: 'x' },
          },
          { type: 'query', id: 'q-9', query: { type: 'admin', query: { type: 'instance', instance } } },
        ],
        waitMs: 0,
      }),
    });
    const { messages } = (await answered.json()) as { messages: ServerMessage[] };
    expect(messages.find((message) => message.type === 'ordered')).toEqual({
      ...{ type: 'ordered', id: 'o-9', result: { type: 'done' } },
    });
    expect(messages.find((message) => message.type === 'reply')).toMatchObject({
      result: { type: 'admin', result: { type: 'instance', instance: { summary: { status: 'cancelled' } } } },
    });
  });
});

describe('M31 [question] of administrators', () => {
  const range = {
    from: '2026-01-01T00:00:00Z',
    to: '2026-02-01T00:00:00Z',
    timeZone: 'UTC',
    by: 'day',
  } as const;
  const questions = [
    [{ type: 'library' }, 'manage-definitions or see-log'],
    [{ type: 'process', process: 'qualify' }, 'manage-definitions or see-log'],
    [{ type: 'definition', process: 'qualify', version: null }, 'manage-definitions or see-log'],
    [{ type: 'impact', process: 'qualify' }, 'manage-definitions or see-log'],
    [{ type: 'definition.check', files: [] }, 'manage-definitions'],
    [{ type: 'statistics', filter: { process: null, version: null, owner: null, ...range } }, 'see-log'],
    [{ type: 'assignees', search: '' }, 'manage-definitions or see-log'],
    [{ type: 'case.fields', section: 'elsewhere:lead' }, 'manage-definitions'],
    [{ type: 'views' }, 'see-log'],
  ] as const;

  test.each(questions)('%o needs %s', async (query, permission) => {
    const may = {
      admin: true,
      maria: permission !== 'manage-definitions',
      bob: false,
      author: permission !== 'see-log',
    };
    await makeAuthor();
    for (const [user, allowed] of Object.entries(may)) {
      const client = await TestClient.join(server.url, tokenOf(user));
      client.send({ type: 'query', id: 'q', query: { type: 'admin', query: query as never } });
      const answer = await answerTo(client, 'q');
      expect(answer, user).toMatchObject(
        allowed
          ? { type: 'reply', result: { type: 'admin', result: { type: query.type } } }
          : { type: 'refusal', error: { code: 'not-allowed' } },
      );
      client.drop();
    }
  });

  test('is counted by its type, never by what it asks about', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toMatch(/throughline_query_seconds_count\{type="library",outcome="answered"\} \d+/);
    expect(text).toMatch(/throughline_order_seconds_count\{type="instances.cancel",outcome="answered"\} \d+/);
    expect(text).toMatch(/throughline_order_seconds_count\{type="step.skip",outcome="refused"\} \d+/);
  });

  test('a hello of the version before is told which side to update', async () => {
    const old = await TestClient.open(server.url);
    old.send({ ...helloOf(tokenOf('admin')), version: PROTOCOL_VERSION - 1 });
    expect(await old.next('error')).toMatchObject({ error: { code: 'version-mismatch' } });
    await old.closed;
  });
});

/** Somebody who fills the library and may not see the log. */
async function makeAuthor(): Promise<void> {
  const { db } = database.store;
  const quiet = { email: null, password_hash: null, manager: null };
  const nothing = (insert: { doNothing(): unknown }) => insert.doNothing() as never;
  await db.insertInto('role').values({ id: 'authors', name: 'Authors' }).onConflict(nothing).execute();
  await db
    .insertInto('permission_grant')
    .values({ role: 'authors', permission: 'manage-definitions' })
    .onConflict(nothing)
    .execute();
  await db
    .insertInto('account')
    .values({ id: 'author', login: 'author', name: 'Otto Author', ...quiet })
    .onConflict(nothing)
    .execute();
  await db
    .insertInto('account_role')
    .values({ account: 'author', role: 'authors' })
    .onConflict(nothing)
    .execute();
}

async function openSteps(instance: string): Promise<string[]> {
  admin.send({
    type: 'query',
    id: instance,
    query: { type: 'admin', query: { type: 'instance', instance } },
  });
  const answer = await answerTo(admin, instance);
  if (answer.type !== 'reply' || answer.result.type !== 'admin' || answer.result.result.type !== 'instance')
    throw new Error(JSON.stringify(answer));
  return answer.result.result.instance.waiting.map(({ step }) => step);
}

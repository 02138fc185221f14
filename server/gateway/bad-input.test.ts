/** Every kind of bad input, over the socket and over HTTP: the clear error, and that nothing has changed. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ClientMessage,
  type Command,
  ERRORS,
  type ErrorCode,
  LIMITS,
  LinkResponse,
  type WireError,
} from '../../lib/protocol/index.ts';
import type { RunningServer } from '../app.ts';
import { readUser } from '../domain/people.ts';
import { helloOf, TestClient } from '../testing/client.ts';
import { countAll } from '../testing/counts.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance } from '../testing/instances.ts';
import { OWN_TASKS, QUALIFY, RECORD, TEAM_TASK } from '../testing/processes.ts';
import { fillDatabase, startTestServer, surroundingsOf } from '../testing/server.ts';
import { tokenOf } from '../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
/** Ids of tasks: a dialog of Alice, one that she completed, one of Bob, one that was cancelled. */
const tasks = { dialog: '', done: '', bobs: '', cancelled: '' };

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY, OWN_TASKS, TEAM_TASK]);
  server = await startTestServer(database);
  tasks.dialog = await startAs('alice', 'qualify');
  tasks.done = await startAs('alice', 'own-tasks');
  tasks.bobs = await startAs('bob', 'own-tasks');
  tasks.cancelled = await startAs('alice', 'own-tasks');
  const alice = await TestClient.join(server.url, tokenOf('alice'));
  await alice.command(complete(tasks.done, { kind: 'perform-task', result: 'done', details: null }));
  alice.drop();
  const { db } = database.store;
  const { instance } = await db
    .selectFrom('task')
    .select('instance')
    .where('id', '=', tasks.cancelled)
    .executeTakeFirstOrThrow();
  await cancelInstance(surroundingsOf(database), await readUser(db, 'admin'), instance, 'a test');
});

async function startAs(user: string, process: string): Promise<string> {
  const client = await TestClient.join(server.url, tokenOf(user));
  const record = process === 'qualify' ? RECORD : null;
  const answer = await client.command({ type: 'process.start', process, record });
  client.drop();
  if (answer.type !== 'answer') throw new Error(answer.error.message);
  return answer.result.open[0]?.task.id ?? '';
}

type Submission = Extract<Command, { type: 'task.complete' }>['submission'];
const complete = (task: string, submission: Submission): Command => ({
  type: 'task.complete',
  task,
  submission,
});
const start = (process: string, record: typeof RECORD | null): Command => ({
  type: 'process.start',
  process,
  record,
});
const dialog = (...answers: string[]): Submission => ({ kind: 'user-dialog', answers });

/** Sends over HTTP what a socket would carry, and gives the error that comes back, wherever it comes. */
async function overHttp(body: unknown): Promise<{ status: number; error: WireError | null }> {
  const response = await fetch(`${server.url}/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) return { status: response.status, error: answer as WireError };
  const refusal = LinkResponse.parse(answer).messages.find((message) => message.type === 'refusal');
  return { status: response.status, error: refusal?.error ?? null };
}

describe('a request that is refused', () => {
  const cases: [title: string, user: string, command: () => Command, code: ErrorCode, text: () => string][] =
    [
      ['an unknown process', 'alice', () => start('nothing', null), 'process-unknown', () => 'got nothing'],
      [
        'a record of another type',
        'alice',
        () => start('qualify', { ...RECORD, type: 'invoice' }),
        'process-unfit',
        () => 'offered on (demo:lead), got demo:invoice',
      ],
      [
        'no record where one is needed',
        'alice',
        () => start('qualify', null),
        'process-unfit',
        () => 'got no record',
      ],
      [
        'a record where none fits',
        'alice',
        () => start('own-tasks', RECORD),
        'process-unfit',
        () => 'offered on (no records)',
      ],
      [
        'an unknown CRM',
        'alice',
        () => start('qualify', { ...RECORD, system: 'elsewhere' }),
        'system-unknown',
        () => '(crm-1), got elsewhere',
      ],
      ['an unknown task', 'alice', () => complete('t-404', dialog('yes')), 'task-unknown', () => 'got t-404'],
      [
        "somebody else's task",
        'alice',
        () => complete(tasks.bobs, dialog('yes')),
        'task-unknown',
        () => tasks.bobs,
      ],
      [
        "a task of a role that isn't mine",
        'sam',
        () => complete(tasks.dialog, dialog('yes')),
        'task-unknown',
        () => tasks.dialog,
      ],
      [
        'a completed task',
        'alice',
        () => complete(tasks.done, dialog()),
        'task-closed',
        () => 'that was completed by Alice Adams at 20',
      ],
      [
        'a cancelled task',
        'alice',
        () => complete(tasks.cancelled, dialog()),
        'task-closed',
        () => 'that was cancelled by Ada Admin at 20',
      ],
      [
        'an answer that does not exist',
        'alice',
        () => complete(tasks.dialog, dialog('maybe')),
        'submission-unfit',
        () => 'one of yes, no',
      ],
      [
        'two answers where one fits',
        'alice',
        () => complete(tasks.dialog, dialog('yes', 'no')),
        'submission-unfit',
        () => 'one answer',
      ],
      [
        'a submission of another kind of step',
        'alice',
        () => complete(tasks.dialog, { kind: 'perform-task', result: 'done', details: null }),
        'submission-unfit',
        () => 'perform-task',
      ],
    ];

  test.each(cases)('%s', async (_title, user, command, code, text) => {
    const before = await countAll(database.store.db);
    const client = await TestClient.join(server.url, tokenOf(user));
    const bySocket = await client.command(command());
    client.drop();
    expect(bySocket).toMatchObject({
      type: 'refusal',
      error: { code, message: expect.stringContaining(text()) },
    });
    const messages: ClientMessage[] = [{ type: 'command', id: crypto.randomUUID(), command: command() }];
    const byHttp = await overHttp({ hello: helloOf(tokenOf(user)), messages, waitMs: 0 });
    expect(byHttp).toMatchObject({ status: 200, error: { code, message: expect.stringContaining(text()) } });
    expect(await countAll(database.store.db)).toEqual(before);
  });

  test('a start by somebody without the permission', async () => {
    const { db } = database.store;
    const before = await countAll(db);
    await db.deleteFrom('permission_grant').where('role', '=', 'support').execute();
    const sam = await TestClient.join(server.url, tokenOf('sam'));
    const answer = await sam.command(start('own-tasks', null));
    sam.drop();
    expect(answer).toMatchObject({ type: 'refusal', error: { code: 'not-allowed' } });
    expect((await sam.next('snapshot')).processes).toEqual([]);
    expect(await countAll(db)).toEqual(before);
  });

  test('the page of a task that is not mine', async () => {
    const alice = await TestClient.join(server.url, tokenOf('alice'));
    alice.send({ type: 'query', id: 'q', query: { type: 'task.page', task: tasks.bobs } });
    expect(await alice.next('refusal')).toMatchObject({ id: 'q', error: { code: 'task-unknown' } });
    alice.drop();
  });
});

describe('a message that breaks the rules', () => {
  const hello = helloOf('');
  const big = { type: 'ping', id: 'x'.repeat(LIMITS.messageBytes) };
  const cases: [title: string, socket: unknown[], http: () => unknown, code: ErrorCode][] = [
    ['no JSON', ['{"'], () => '{"', 'message-malformed'],
    [
      'an unknown type',
      [{ type: 'dance' }],
      () => ({ hello: helloOf(tokenOf('alice')), messages: [{ type: 'dance' }], waitMs: 0 }),
      'message-malformed',
    ],
    [
      'a message above the limit',
      [big],
      () => ({ hello: helloOf(tokenOf('alice')), messages: [big], waitMs: 0 }),
      'message-too-large',
    ],
    [
      'another version',
      [{ ...hello, version: 7 }],
      () => ({ hello: { ...hello, version: 7 } }),
      'version-mismatch',
    ],
    ['no token', [hello], () => ({ hello, messages: [], waitMs: 0 }), 'not-signed-in'],
    [
      'an expired token',
      [helloOf(tokenOf('alice', -1))],
      () => ({ hello: helloOf(tokenOf('alice', -1)), messages: [], waitMs: 0 }),
      'not-signed-in',
    ],
    [
      'a token of nobody',
      [helloOf(tokenOf('ghost'))],
      () => ({ hello: helloOf(tokenOf('ghost')), messages: [], waitMs: 0 }),
      'not-signed-in',
    ],
    [
      'a hello inside',
      [helloOf(tokenOf('alice')), helloOf(tokenOf('alice'))],
      () => ({ hello: helloOf(tokenOf('alice')), messages: [helloOf(tokenOf('alice'))], waitMs: 0 }),
      'hello-expected',
    ],
  ];

  test.each(cases)('%s', async (_title, socketMessages, httpBody, code) => {
    const before = await countAll(database.store.db);
    const client = await TestClient.open(server.url);
    for (const message of socketMessages) client.send(message as Record<string, unknown>);
    const { error } = await client.next('error');
    expect(error.code).toBe(code);
    expect(await client.closed).toMatchObject({ code: ERRORS[code].close });
    expect(await overHttp(httpBody())).toMatchObject({ status: ERRORS[code].status, error: { code } });
    expect(await countAll(database.store.db)).toEqual(before);
  });

  test('more messages than allowed', async () => {
    const client = await TestClient.join(server.url, tokenOf('alice'));
    for (let count = 0; count <= LIMITS.messagesPer10s; count += 1)
      client.send({ type: 'ping', id: `${count}` });
    expect((await client.next('error')).error.code).toBe('rate-exceeded');
    expect(await client.closed).toMatchObject({ code: 4429 });
    const body = { hello: helloOf(tokenOf('alice')), messages: [], waitMs: 0 };
    const answers = await Promise.all(
      Array.from({ length: LIMITS.messagesPer10s + 1 }, () => overHttp(body)),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 429)?.error?.code).toBe('rate-exceeded');
  });

  test('a message so far above the limit that it is not even read to its end', async () => {
    const client = await TestClient.open(server.url);
    client.send('x'.repeat(LIMITS.messageBytes * 3));
    expect(await client.closed).toMatchObject({ code: 1009 });
    expect(await overHttp('x'.repeat(LIMITS.messageBytes * 5))).toMatchObject({
      ...{ status: 413, error: { code: 'message-too-large' } },
    });
  });

  test('bytes instead of text', async () => {
    const client = await TestClient.open(server.url);
    client.sendBytes(Buffer.from(JSON.stringify(helloOf(tokenOf('alice')))));
    expect((await client.next('error')).error.code).toBe('message-malformed');
    expect(await client.closed).toMatchObject({ code: 4400 });
  });
});

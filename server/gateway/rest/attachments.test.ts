/** Files of e-mails (behaviour 1.7): over REST, on the database and out by a real SMTP connection. */
import { beforeAll, expect, test } from 'vitest';
import { ATTACHMENTS } from '../../../lib/protocol/index.ts';
import type { RunningServer } from '../../app.ts';
import { runCommand } from '../../domain/commands.ts';
import { process } from '../../engine/testing/process.ts';
import { createMailer } from '../../mail/mailer.ts';
import { PLAIN_OUTSIDE } from '../../outside.ts';
import { TestClient } from '../../testing/client.ts';
import { useDatabase } from '../../testing/database.ts';
import { useMailbox } from '../../testing/mailbox.ts';
import { QUALIFY, RECORD } from '../../testing/processes.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer, surroundingsOf } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const LETTER = {
  forms: {},
  bpmn: process({ record: 'demo:lead' })
    .start('in')
    .task('write', { assignee: `\${startedBy}`, name: 'Write', properties: { kind: 'send-email' } })
    .task('wait', { assignee: `\${startedBy}`, name: 'Wait' })
    .path('in', 'write', 'wait')
    .xml()
    .replace('id="test" name="Test"', 'id="offer" name="Offer"'),
};

const database = useDatabase();
const mailbox = useMailbox();
let server: RunningServer;
const ask = restOf(() => server);

beforeAll(async () => {
  await fillDatabase(database, [LETTER, QUALIFY]);
  server = await startTestServer(database, {
    outside: { ...PLAIN_OUTSIDE, mail: { smtpUrl: mailbox.url, from: 'process@example.org' } },
  });
});

const around = () => ({
  ...surroundingsOf(database),
  mailer: createMailer({ smtpUrl: mailbox.url, from: 'process@example.org' }),
});

/** Starts a process as Alice; gives the instance and its open task. */
async function open(name: string) {
  const command = { type: 'process.start', process: name, record: RECORD } as const;
  const started = await runCommand(around(), 'alice', crypto.randomUUID(), command);
  const task = started.open[0]?.task.id;
  if (task === undefined) throw new Error('Expected a page for Alice, got none.');
  return { instance: started.instance, task };
}

/** Sends the letter with these attachments. */
const send = (task: string, attachments: string[]) =>
  runCommand(around(), 'alice', crypto.randomUUID(), {
    ...{ type: 'task.complete', task },
    submission: {
      kind: 'send-email',
      ...{ to: ['jana@example.org'], cc: [], bcc: [], subject: 'Offer', body: 'Here it is.', attachments },
    },
  });

async function put(task: string, id: string, name: string, bytes: Uint8Array<ArrayBuffer>, user = 'alice') {
  const response = await fetch(
    `${server.url}/api/tasks/${task}/attachments/${id}?name=${encodeURIComponent(name)}`,
    {
      method: 'PUT',
      headers: { authorization: `Bearer ${tokenOf(user)}`, 'content-type': 'application/octet-stream' },
      body: new Blob([bytes]),
    },
  );
  return { status: response.status, body: await response.json() };
}

const kept = async (task: string) =>
  (await database.store.db.selectFrom('task_attachment').select('id').where('task', '=', task).execute()).map(
    ({ id }) => id,
  );

/** What is in the parts of the mail that came, by name. */
const received = () =>
  Object.fromEntries(
    [
      ...(mailbox.mails[0] ?? '').matchAll(
        /Content-Type: (\S+); name=(\S+)\r\n[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]*)/g,
      ),
    ].map(([, type, name, words]) => [
      name?.replaceAll('"', ''),
      { type, bytes: Buffer.from(words ?? '', 'base64') },
    ]),
  );

const bytesOf = (...numbers: number[]) => new Uint8Array(numbers);

test('[M17] files go out with the mail, byte for byte, and are gone with the step', async () => {
  const { task } = await open('offer');
  const every = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
  expect(await put(task, 'a', 'C:\\offers\\May.pdf', every)).toEqual({
    ...{ status: 200, body: [{ id: 'a', name: 'May.pdf', size: 1000 }] },
  });
  await put(task, 'b', 'rooms.png', bytesOf(1, 2, 3));
  await put(task, 'c', 'draft.txt', bytesOf(65));
  expect(await kept(task)).toHaveLength(3);
  await send(task, ['a', 'b']);
  expect(received()).toEqual({
    'May.pdf': { type: 'application/pdf', bytes: Buffer.from(every) },
    'rooms.png': { type: 'image/png', bytes: Buffer.from([1, 2, 3]) },
  });
  expect(mailbox.mails[0]).toContain('Here it is.');
  expect(await kept(task)).toEqual([]);
});

test('the page of the task lists them, and whoever has it open is told', async () => {
  const { task } = await open('offer');
  const client = await TestClient.join(server.url, tokenOf('alice'));
  await put(task, 'a', 'May.pdf', bytesOf(1));
  const attachments = [{ id: 'a', name: 'May.pdf', size: 1 }];
  const told = await client.until(() => client.events.find(({ event }) => event.type === 'page.replaced'));
  expect(told.event).toMatchObject({ page: { task: { id: task }, content: { attachments } } });
  client.drop();
  expect(await ask('alice', 'GET', `/api/tasks/${task}/attachments`)).toMatchObject({ body: attachments });
});

test('the same file again changes nothing; a removed one is neither listed nor sent', async () => {
  const { task } = await open('offer');
  await put(task, 'a', 'May.pdf', bytesOf(1));
  expect((await put(task, 'a', 'June.pdf', bytesOf(2, 2))).body).toEqual([
    { id: 'a', name: 'May.pdf', size: 1 },
  ]);
  const path = `/api/tasks/${task}/attachments/a`;
  expect(await ask('alice', 'DELETE', path)).toMatchObject({ status: 200, body: [] });
  expect(await ask('alice', 'DELETE', path)).toMatchObject({ status: 200, body: [] });
  expect(await kept(task)).toEqual([]);
  await expect(send(task, ['a'])).rejects.toMatchObject({
    wire: { code: 'submission-unfit', field: 'attachments' },
  });
  expect(mailbox.mails).toEqual([]);
  await send(task, []);
  expect(mailbox.mails).toHaveLength(1);
});

test('there are at most five, and ten megabytes together', async () => {
  const { task } = await open('offer');
  const refused = { status: 422, body: { code: 'submission-unfit', field: 'attachments' } };
  const half = new Uint8Array(ATTACHMENTS.bytes / 2);
  expect((await put(task, '1', 'one', half)).status).toBe(200);
  expect(await put(task, '2', 'two', new Uint8Array(half.length + 1))).toMatchObject(refused);
  expect((await put(task, '2', 'two', half)).status).toBe(200);
  expect((await put(task, '3', 'empty', bytesOf())).status).toBe(200);
  for (const id of ['4', '5']) await put(task, id, id, bytesOf());
  const sixth = await put(task, '6', 'six', bytesOf());
  expect(sixth).toMatchObject(refused);
  expect(sixth.body.message).toContain('Expected at most 5 files');
  expect(await put(task, '7', 'large', new Uint8Array(ATTACHMENTS.bytes + 1))).toMatchObject({
    ...{ status: 413, body: { code: 'message-too-large' } },
  });
  expect(await kept(task)).toEqual(['1', '2', '3', '4', '5']);
});

test('uploads that come together count together', async () => {
  const { task } = await open('offer');
  const ids = ['1', '2', '3', '4', '5', '6', '7'];
  const answers = await Promise.all(ids.map((id) => put(task, id, id, bytesOf(1))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  expect(await kept(task)).toHaveLength(5);
});

test('of a failed sending they stay', async () => {
  const { task } = await open('offer');
  await put(task, 'a', 'May.pdf', bytesOf(7));
  mailbox.refusal = { code: 550, text: 'No such mailbox here.' };
  await expect(send(task, ['a'])).rejects.toMatchObject({ wire: { code: 'mail-refused' } });
  mailbox.refusal = null;
  expect(await kept(task)).toEqual(['a']);
  await send(task, ['a']);
  expect(received()).toMatchObject({ 'May.pdf': { bytes: Buffer.from([7]) } });
});

test('nobody reaches those of others, of another kind of step, or of one that is over', async () => {
  const { task, instance } = await open('offer');
  await put(task, 'a', 'May.pdf', bytesOf(1));
  expect(await put(task, 'b', 'May.pdf', bytesOf(1), 'bob')).toMatchObject({ status: 404 });
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', '/a'],
  ] as const)
    expect(await ask('bob', method, `/api/tasks/${task}/attachments${path}`)).toMatchObject({
      ...{ status: 404, body: { code: 'task-unknown' } },
    });
  expect(await ask(null, 'DELETE', `/api/tasks/${task}/attachments/a`)).toMatchObject({ status: 401 });
  expect(await kept(task)).toEqual(['a']);

  const question = await open('qualify');
  expect(await put(question.task, 'a', 'May.pdf', bytesOf(1))).toMatchObject({
    ...{ status: 409, body: { code: 'step-unfit' } },
  });

  await ask(
    'admin',
    'POST',
    `/api/instances/${instance}/cancel`,
    { reason: 'Over' },
    { 'idempotency-key': 'over' },
  );
  expect(await kept(task)).toEqual([]);
  expect(await put(task, 'b', 'May.pdf', bytesOf(1))).toMatchObject({
    ...{ status: 409, body: { code: 'task-closed' } },
  });
});

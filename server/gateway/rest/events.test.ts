import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../app.ts';
import type { ProcessFiles } from '../../engine/port.ts';
import { type ProcessBuilder, process } from '../../engine/testing/process.ts';
import { TestClient } from '../../testing/client.ts';
import { useDatabase } from '../../testing/database.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
let alice: TestClient;
const ask = restOf(() => server);

/** A task of sales when the one event in the middle has happened, or the one action is done. */
function named(key: string, middle: string, built: ProcessBuilder = process()): ProcessFiles {
  const bpmn = built
    .start('begin')
    .raw(middle)
    .task('after', { name: `After ${key}`, role: 'sales' })
    .end('done')
    .path('begin', 'middle', 'after', 'done')
    .xml();
  return { bpmn: bpmn.replace('id="test" name="Test"', `id="${key}" name="${key}"`), forms: {} };
}

const caught = (definition: string) =>
  `<bpmn:intermediateCatchEvent id="middle">${definition}</bpmn:intermediateCatchEvent>`;
const property = (name: string, value: string) =>
  `<camunda:property name="throughline:${name}" value="${value}" />`;

const PAID = named(
  'paid',
  caught('<bpmn:messageEventDefinition messageRef="m" />'),
  process().definition('<bpmn:message id="m" name="payment" />'),
);
const OPENED = named(
  'opened',
  caught('<bpmn:signalEventDefinition signalRef="s" />'),
  process().definition('<bpmn:signal id="s" name="shop opens" />'),
);
const WEIGHED = named(
  'weighed',
  '<bpmn:serviceTask id="middle" camunda:type="external" camunda:topic="weigh" />',
);

beforeAll(async () => {
  await fillDatabase(database, [PAID, OPENED, WEIGHED]);
  server = await startTestServer(database);
  alice = await TestClient.join(server.url, tokenOf('alice'));
  database.defer(async () => alice.drop());
});

async function start(key: string, body: object = {}): Promise<string> {
  const answer = await ask('alice', 'POST', `/api/processes/${key}/start`, body);
  expect(answer).toMatchObject({ status: 200 });
  return String(answer.body.instance);
}

/** Waits until the task behind the event has come. */
function arrival(instance: string) {
  return alice.until(() =>
    alice.events.find(({ event }) => event.type === 'task.upserted' && event.task.instance.id === instance),
  );
}

describe('M01 [events] from outside', () => {
  test('a message reaches the instance with its business key, and no other', async () => {
    const mine = await start('paid', { businessKey: 'A-1' });
    const other = await start('paid', { businessKey: 'A-2' });
    expect((await ask('admin', 'GET', `/api/instances/${mine}/waiting`)).body).toMatchObject([
      { element: 'middle', reason: { type: 'message', name: 'payment' }, actions: ['skip'] },
    ]);
    const message = { name: 'payment', businessKey: 'A-1', variables: { amount: 12 } };
    expect(await ask('bob', 'POST', '/api/messages', message)).toMatchObject({
      ...{ status: 200, body: { continued: 1, started: 0 } },
    });
    await arrival(mine);
    const { body } = await ask('admin', 'GET', `/api/instances/${mine}`);
    expect(body).toMatchObject({ variables: { amount: 12 }, businessKey: 'A-1' });
    expect((await ask('admin', 'GET', `/api/instances/${other}`)).body).toMatchObject({
      waiting: [{ reason: { type: 'message' } }],
    });
    const nobody = await ask('bob', 'POST', '/api/messages', { ...message, businessKey: 'A-404' });
    expect(nobody.body).toEqual({ continued: 0, started: 0 });
  });

  test('a signal reaches everybody who waits for it', async () => {
    const waiting = [await start('opened'), await start('opened')];
    expect((await ask('bob', 'POST', '/api/signals', { name: 'shop opens' })).body).toEqual({ done: true });
    await Promise.all(waiting.map(arrival));
  });

  test.each([
    ['a signal without a name', '/api/signals', {}, 'body.name'],
    ['a message without a name', '/api/messages', { name: '' }, 'body.name'],
  ])('%s is refused', async (_title, path, body, where) => {
    const answer = await ask('bob', 'POST', path, body);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(where) } });
  });
});

describe('M01 [external tasks] a worker of the author', () => {
  const fetchFor = (worker: string) =>
    ask('admin', 'POST', '/api/external-tasks/fetch', {
      worker,
      topics: ['weigh'],
      limit: 5,
      lockSeconds: 60,
    });

  test('fetches what is to be done, says what came of it, and the instance goes on', async () => {
    const id = await start('weighed', { businessKey: 'W-1' });
    const { body: jobs } = await fetchFor('scales-1');
    expect(jobs).toMatchObject([
      { instance: id, element: 'middle', topic: 'weigh', businessKey: 'W-1', attempt: 1, record: null },
    ]);
    expect((await fetchFor('scales-2')).body).toEqual([]);
    const { step } = jobs[0] as { step: string };
    const job = `/api/external-tasks/${id}/${step}`;
    const other = await ask('admin', 'POST', `${job}/complete`, { worker: 'scales-2' });
    expect(other).toMatchObject({ status: 409, body: { code: 'stale-event' } });
    const failed = await ask('admin', 'POST', `${job}/fail`, {
      worker: 'scales-1',
      message: 'dirty',
      afterSeconds: 0,
    });
    expect(failed.body).toEqual({ done: true });
    expect((await ask('admin', 'GET', `/api/instances/${id}/waiting`)).body).toMatchObject([
      { reason: { type: 'job', topic: 'weigh', status: 'retrying', attempts: 1, problem: 'dirty' } },
    ]);
    expect((await fetchFor('scales-2')).body).toMatchObject([{ instance: id, attempt: 2 }]);
    const outputs = { weight: 12.5 };
    await ask('admin', 'POST', `${job}/complete`, { worker: 'scales-2', outputs });
    await arrival(id);
    expect((await ask('admin', 'GET', `/api/instances/${id}`)).body).toMatchObject({ variables: outputs });
  });

  test('gives up, and the instance says why', async () => {
    const id = await start('weighed');
    const { body: jobs } = await fetchFor('scales-1');
    const { step } = jobs[0] as { step: string };
    const failure = { worker: 'scales-1', message: 'the scales are broken', retryable: false };
    await ask('admin', 'POST', `/api/external-tasks/${id}/${step}/fail`, failure);
    const { body } = await ask('admin', 'GET', `/api/instances/${id}`);
    expect(body).toMatchObject({
      summary: { status: 'error', incident: { message: expect.stringContaining('the scales are broken') } },
      waiting: [
        {
          reason: { type: 'job', status: 'dead', problem: expect.stringContaining('broken') },
          actions: ['retry', 'skip'],
        },
      ],
    });
  });

  test('needs a permission', async () => {
    const body = { worker: 'w', topics: ['weigh'] };
    expect((await ask('bob', 'POST', '/api/external-tasks/fetch', body)).status).toBe(403);
  });
});

describe('M01 [webhook] of a CRM', () => {
  test('has a token of its own, which starts one instance for each matching record', async () => {
    const properties = [
      property('record-event', 'added'),
      property('record-type', 'demo:lead'),
      property('record-filter', 'amount &gt; 100'),
    ].join('');
    const started = process()
      .definition('<bpmn:message id="m" name="lead" />')
      .raw(
        `<bpmn:startEvent id="begin"><bpmn:extensionElements><camunda:properties>${properties}</camunda:properties>
        </bpmn:extensionElements><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>`,
      )
      .task('after', { name: 'Call', role: 'sales' })
      .end('done')
      .path('begin', 'after', 'done')
      .xml()
      .replace('id="test" name="Test"', 'id="new-lead" name="New lead"');
    const deployed = await ask('admin', 'POST', '/api/processes', { bpmn: started, forms: {} });
    expect(deployed.status, deployed.text).toBe(200);
    expect((await ask('bob', 'PUT', '/api/systems/crm-1/webhook')).status).toBe(403);
    const { body: old } = await ask('admin', 'PUT', '/api/systems/crm-1/webhook');
    const { body: made } = await ask('admin', 'PUT', '/api/systems/crm-1/webhook');
    const tell = (token: unknown, body: unknown, system = 'crm-1') =>
      ask(null, 'POST', `/hooks/records/${system}`, body, { authorization: `Bearer ${token}` });
    const event = (id: string, amount: number) => ({ event: 'added', type: 'lead', id, data: { amount } });
    expect((await tell(old.token, event('1', 500))).status).toBe(401);
    expect((await tell(made.token, event('1', 500), 'crm-2')).status).toBe(401);
    expect((await ask(null, 'POST', '/hooks/records/crm-1', event('1', 500))).status).toBe(401);
    const malformed = await tell(made.token, { event: 'changed', type: 'lead', id: '1' });
    expect(malformed).toMatchObject({ status: 400, body: { code: 'message-malformed' } });
    const heard = await tell(made.token, [event('21', 500), event('22', 50), event('23', 101)]);
    expect(heard).toMatchObject({ status: 200, body: { heard: 2 } });
    await alice.until(() => {
      const ids = alice.events.flatMap(({ event: one }) =>
        one.type === 'task.upserted' ? [one.task.record?.id] : [],
      );
      return ids.includes('21') && ids.includes('23');
    });
    const { body: log } = await ask('admin', 'GET', '/api/instances?process=new-lead');
    expect(log).toMatchObject({ total: 2, items: [{ origin: 'record', owner: null }, { origin: 'record' }] });
    const { body: listed } = await ask('admin', 'GET', '/api/webhooks');
    expect(listed).toEqual([{ system: 'crm-1', createdAt: made.createdAt, lastAt: expect.any(String) }]);
    const unstorable = { ...event('26', 500), title: 'a\u0000b' };
    const half = await tell(made.token, [event('25', 500), unstorable]);
    expect(half).toMatchObject({ status: 422, body: { code: 'submission-unfit' } });
    const posted = await database.store.pool.query(
      "select from graphile_worker._private_jobs where payload->'record'->>'id' = '25' union all select from instance where record->>'id' = '25'",
    );
    expect(posted.rows).toEqual([]);
    await ask('admin', 'DELETE', '/api/systems/crm-1/webhook');
    expect((await tell(made.token, event('24', 500))).status).toBe(401);
  });
});

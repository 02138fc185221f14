/** A CRM tells by its webhook that a record was deleted under open steps, whatever kind of page they have. */
import { beforeAll, expect, test } from 'vitest';
import type { Submission } from '../../../lib/protocol/index.ts';
import type { RunningServer } from '../../app.ts';
import { process } from '../../engine/testing/process.ts';
import { TestClient } from '../../testing/client.ts';
import { useDatabase } from '../../testing/database.ts';
import { QUALIFY, RECORD } from '../../testing/processes.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
let alice: TestClient;
const ask = restOf(() => server);

const FORM = {
  bpmn: process({ record: 'demo:lead' })
    .start('begin')
    .task('fill', {
      ...{ name: 'Fill it out', assignee: `\${startedBy}`, formRef: 'form' },
      properties: { kind: 'auto-generated-page', result: 'button', 'button:send': 'Send' },
    })
    .end('done')
    .path('begin', 'fill', 'done')
    .xml()
    .replace('id="test" name="Test"', 'id="form" name="Form"'),
  forms: {
    'form.form': {
      ...{ id: 'form', type: 'default' },
      components: [{ type: 'textfield', id: 'need', key: 'need', label: 'Need' }],
    },
  },
};

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY, FORM]);
  server = await startTestServer(database);
  alice = await TestClient.join(server.url, tokenOf('alice'));
  database.defer(async () => alice.drop());
});

const PAGES: [string, string, Submission][] = [
  ['question', 'qualify', { kind: 'user-dialog', answers: ['no'] }],
  ['form', 'form', { kind: 'auto-generated-page', button: 'send', values: { need: 'An oven' } }],
];

test.each(PAGES)(
  'M01 [webhook] a %s whose record is deleted: administrators and its performer are told, and it can be completed',
  async (_kind, key, submission) => {
    const { body: started } = await ask('alice', 'POST', `/api/processes/${key}/start`, { record: RECORD });
    const { body: other } = await ask('alice', 'POST', `/api/processes/${key}/start`, {
      record: { ...RECORD, id: '8' },
    });
    const { body: webhook } = await ask('admin', 'PUT', '/api/systems/crm-1/webhook');
    const event = { event: 'deleted', type: 'lead', id: RECORD.id };
    const heard = await ask(null, 'POST', '/hooks/records/crm-1', event, {
      authorization: `Bearer ${webhook.token}`,
    });
    expect(heard.status).toBe(200);
    const page = await alice.until(() =>
      alice.events
        .flatMap(({ event: one }) => (one.type === 'page.replaced' ? [one.page] : []))
        .find(({ task }) => task.instance.id === started.instance),
    );
    expect(page).toMatchObject({ recordGone: true, content: { kind: submission.kind } });
    const { body: details } = await ask('admin', 'GET', `/api/instances/${started.instance}`);
    expect(details).toMatchObject({
      summary: { status: 'error' },
      waiting: [{ reason: { type: 'person', obstacle: 'record-gone', record: { id: RECORD.id } } }],
    });
    expect((await ask('admin', 'GET', `/api/instances/${other.instance}`)).body).toMatchObject({
      summary: { status: 'running' },
      waiting: [{ reason: { type: 'person', obstacle: null } }],
    });
    await alice.command({
      type: 'task.complete',
      task: page.task.id,
      submission: structuredClone(submission),
    });
    expect((await ask('admin', 'GET', `/api/instances/${started.instance}`)).body).toMatchObject({
      summary: { status: 'completed' },
    });
  },
);

test('M01 [webhook] a step that is looked at again no longer says that its record is gone', async () => {
  const { body: started } = await ask('alice', 'POST', '/api/processes/qualify/start', { record: RECORD });
  const { body: webhook } = await ask('admin', 'PUT', '/api/systems/crm-1/webhook');
  const event = { event: 'deleted', type: 'lead', id: RECORD.id };
  await ask(null, 'POST', '/hooks/records/crm-1', event, { authorization: `Bearer ${webhook.token}` });
  const told = () =>
    alice.events.flatMap(({ event: one }) =>
      one.type === 'page.replaced' && one.page.task.instance.id === started.instance ? [one.page] : [],
    );
  await alice.until(() => told().length === 1);
  const { body: details } = await ask('admin', 'GET', `/api/instances/${started.instance}`);
  const { step } = (details.waiting as { step: string }[])[0] ?? {};
  const again = await ask('admin', 'POST', `/api/instances/${started.instance}/steps/${step}/retry`);
  expect(again.status, again.text).toBe(200);
  await alice.until(() => told().length === 2);
  expect(told().map(({ recordGone }) => recordGone)).toEqual([true, undefined]);
});

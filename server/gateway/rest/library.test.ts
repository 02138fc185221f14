import { beforeAll, describe, expect, test } from 'vitest';
import type { FileOutcome } from '../../../lib/protocol/index.ts';
import type { RunningServer } from '../../app.ts';
import type { ProcessFiles } from '../../engine/port.ts';
import { process } from '../../engine/testing/process.ts';
import { TestClient } from '../../testing/client.ts';
import { useDatabase } from '../../testing/database.ts';
import { OWN_TASKS, QUALIFY, RECORD, TEAM_TASK } from '../../testing/processes.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY, OWN_TASKS]);
  server = await startTestServer(database);
});

const file = (name: string, { bpmn }: ProcessFiles) => ({ name, text: bpmn });
const changed = (files: ProcessFiles): ProcessFiles => ({ ...files, bpmn: `${files.bpmn}<!-- again -->` });

describe('M35 [library] files', () => {
  test('are checked together: what passes, what does not, what is there already; nothing changes', async () => {
    const files = [
      file('folder/team.bpmn', TEAM_TASK),
      file('qualify.bpmn', QUALIFY),
      file('broken.bpmn', { bpmn: TEAM_TASK.bpmn.replaceAll('startEvent', 'choreography'), forms: {} }),
      { name: 'note.txt', text: 'hello' },
      { name: 'broken.form', text: '{' },
    ];
    const { status, body } = await ask('admin', 'POST', '/api/processes/check', { files });
    expect(status).toBe(200);
    expect(body.outcomes).toMatchObject([
      { file: 'folder/team.bpmn', key: 'team-task', version: null, findings: [], unchanged: false },
      { file: 'qualify.bpmn', key: 'qualify', findings: [], unchanged: true },
      { file: 'broken.bpmn', key: null, findings: expect.any(Array) },
      { file: 'note.txt', findings: [{ problem: expect.stringContaining('another file') }] },
      { file: 'broken.form', findings: [{ problem: expect.stringContaining('no JSON') }] },
    ]);
    expect((body.outcomes as FileOutcome[])[2]?.findings.length).toBeGreaterThan(0);
    expect((await ask('admin', 'GET', '/api/library')).body).toHaveLength(2);
  });

  test('are deployed together, those that pass; once for one Idempotency-Key', async () => {
    const files = [file('team.bpmn', TEAM_TASK), { name: 'note.txt', text: 'hello' }];
    const key = { 'idempotency-key': 'deploy-1' };
    const first = await ask('admin', 'POST', '/api/processes/deploy', { files }, key);
    expect(first.body.outcomes).toMatchObject([
      { file: 'team.bpmn', key: 'team-task', version: 1, findings: [], unchanged: false },
      { file: 'note.txt', version: null },
    ]);
    expect((await ask('admin', 'POST', '/api/processes/deploy', { files }, key)).body).toEqual(first.body);
    const again = await ask('admin', 'POST', '/api/processes/deploy', { files });
    expect(again.body.outcomes).toMatchObject([{ version: 1, unchanged: true }, {}]);
  });

  test('keep the forms that the process refers to, and no others', async () => {
    const form = (id: string) => ({ id, type: 'default', components: [{ type: 'text', text: 'Hello' }] });
    const bpmn = process()
      .start('begin')
      .task('work', { formRef: 'f1', role: 'sales', properties: { kind: 'auto-generated-page' } })
      .end('done')
      .path('begin', 'work', 'done')
      .xml()
      .replace('id="test"', 'id="with-form"');
    const files = [
      { name: 'a.bpmn', text: bpmn },
      { name: 'forms/one.form', text: JSON.stringify(form('f1')) },
      { name: 'two.form', text: JSON.stringify(form('f2')) },
    ];
    const { body } = await ask('admin', 'POST', '/api/processes/deploy', { files });
    expect(body.outcomes).toMatchObject([{ key: 'with-form', version: 1, findings: [] }]);
    const view = await ask('admin', 'GET', '/api/processes/with-form/versions/actual');
    expect(view.body).toMatchObject({ key: 'with-form', version: 1, bpmn, forms: [{ name: 'one.form' }] });
    expect(JSON.parse(String((view.body.forms as { text: string }[])[0]?.text))).toEqual(form('f1'));
  });
});

describe('M35 [library] a process', () => {
  test('is shown with its versions, its elements and what runs of it', async () => {
    await ask('admin', 'POST', '/api/processes', changed(QUALIFY));
    const { body: started } = await ask('alice', 'POST', '/api/processes/qualify/start', { record: RECORD });
    const { status, body } = await ask('maria', 'GET', '/api/processes/qualify');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        entry: {
          ...{
            key: 'qualify',
            name: 'Qualify',
            state: 'active',
            actual: 2,
            versions: 2,
            running: 1,
            failed: 0,
          },
          ...{ recordTypes: ['demo:lead'], deployedBy: { name: 'Ada Admin' } },
          starts: [{ element: 'begin', kind: 'none', value: null, nextAt: null }],
        },
        versions: [
          { version: 2, running: 1 },
          { version: 1, running: 0 },
        ],
        ...{ parameters: [], calls: [], calledBy: [], tracing: false, retentionDays: null, permissions: [] },
        history: [{ event: 'deployed', actor: { name: 'Ada Admin' } }, { event: 'deployed' }],
      },
    });
    const versions = await ask('maria', 'GET', '/api/processes/qualify/versions');
    expect(versions.body).toEqual(body.versions);
    const view = await ask('maria', 'GET', '/api/processes/qualify/versions/1');
    expect(view.body).toMatchObject({ version: 1, bpmn: QUALIFY.bpmn, forms: [] });
    expect((view.body.elements as { id: string }[]).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['begin', 'ask', 'decide', 'call', 'done']),
    );
    const impact = await ask('maria', 'GET', '/api/processes/qualify/impact');
    expect(impact.body).toMatchObject({
      ...{ instances: 1, tasks: 1, calledBy: [] },
      examples: [{ id: started.instance, caption: 'Qualify: A lead', tasks: 1, startedBy: { id: 'alice' } }],
    });
  });

  test('runs another version, and another configuration, from the moment that it is told to', async () => {
    expect(await ask('admin', 'PUT', '/api/processes/qualify/actual', { version: 1 })).toMatchObject({
      ...{ status: 200, body: { done: true } },
    });
    const permissions = [{ account: 'bob', role: null, allowed: false }];
    const settings = { tracing: true, quickLaunch: true, retentionDays: 5, permissions };
    await ask('admin', 'PUT', '/api/processes/qualify/settings', settings);
    const { body } = await ask('admin', 'GET', '/api/processes/qualify');
    expect(body).toMatchObject({
      ...{ entry: { actual: 1, quickLaunch: true }, tracing: true, retentionDays: 5 },
      permissions: [{ account: { id: 'bob', name: 'Bob Brown' }, role: null, allowed: false }],
    });
    expect((body.history as { event: string }[])[0]).toMatchObject({ event: 'configured' });
    const refused = await ask('bob', 'POST', '/api/processes/qualify/start', { record: RECORD });
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  test('is deactivated, with what runs of it if that is wished, and everybody hears of it', async () => {
    const alice = await TestClient.join(server.url, tokenOf('alice'));
    const first = await ask('alice', 'POST', '/api/processes/own-tasks/start', {});
    const state = { state: 'inactive', cancelInstances: true, reason: 'a test' };
    const set = await ask('admin', 'PUT', '/api/processes/own-tasks/state', state);
    expect(set).toMatchObject({ status: 200, body: { done: true, bulk: { kind: 'cancel', total: 1 } } });
    await alice.until(() =>
      alice.events.some(({ event }) => event.type === 'task.removed' && event.end.reason === 'cancelled'),
    );
    alice.drop();
    const { body } = await ask('admin', 'GET', `/api/instances/${first.body.instance}`);
    expect(body).toMatchObject({ summary: { status: 'cancelled' } });
    const again = await ask('alice', 'POST', '/api/processes/own-tasks/start', {});
    expect(again).toMatchObject({ status: 409, body: { code: 'starts-stopped' } });
    const active = await ask('admin', 'PUT', '/api/processes/own-tasks/state', { state: 'active' });
    expect(active).toMatchObject({ status: 200, body: { done: true, bulk: null } });
  });

  test('is started with a business key and an origin', async () => {
    const body = { businessKey: 'A-7', variables: {} };
    const client = { 'throughline-client': 'command-line' };
    const { body: started } = await ask('alice', 'POST', '/api/processes/own-tasks/start', body, client);
    const found = await ask('admin', 'GET', '/api/instances?search=A-7');
    expect(found.body).toMatchObject({ total: 1, items: [{ id: started.instance, origin: 'command-line' }] });
    const wrong = await ask('alice', 'POST', '/api/processes/own-tasks/start', { variables: { amount: 1 } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'parameter-unfit' } });
  });
});

test.each([
  ['the library', 'GET', '/api/library', undefined, 'bob', 403, 'not-allowed'],
  ['a process', 'GET', '/api/processes/qualify', undefined, 'bob', 403, 'not-allowed'],
  [
    'checking',
    'POST',
    '/api/processes/check',
    { files: [{ name: 'a', text: '' }] },
    'maria',
    403,
    'not-allowed',
  ],
  [
    'deploying',
    'POST',
    '/api/processes/deploy',
    { files: [{ name: 'a', text: '' }] },
    'maria',
    403,
    'not-allowed',
  ],
  ['the actual version', 'PUT', '/api/processes/qualify/actual', { version: 1 }, 'maria', 403, 'not-allowed'],
  ['an unknown process', 'GET', '/api/processes/p-404', undefined, 'admin', 404, 'process-unknown'],
  [
    'an unknown version',
    'GET',
    '/api/processes/qualify/versions/9',
    undefined,
    'admin',
    404,
    'version-unknown',
  ],
  ['the impact of nothing', 'GET', '/api/processes/p-404/impact', undefined, 'admin', 404, 'process-unknown'],
  [
    'a state that is none',
    'PUT',
    '/api/processes/qualify/state',
    { state: 'off' },
    'admin',
    400,
    'message-malformed',
  ],
])('M31 [permissions] %s is refused', async (_title, method, path, body, user, status, code) => {
  expect(await ask(user, method, path, body)).toMatchObject({ status, body: { code } });
});

import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { Health, PROTOCOL_VERSION } from '../lib/protocol/index.ts';
import type { RunningServer } from './app.ts';
import { TestClient } from './testing/client.ts';
import { useDatabase } from './testing/database.ts';
import { QUALIFY, RECORD } from './testing/processes.ts';
import { fillDatabase, startTestServer } from './testing/server.ts';
import { tokenOf } from './testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY]);
  server = await startTestServer(database);
});

test('a process that is started on a record runs to its end, step by step', async () => {
  const alice = await TestClient.join(server.url, tokenOf('alice'));
  const bob = await TestClient.join(server.url, tokenOf('bob'));

  const started = await alice.command({ type: 'process.start', process: 'qualify', record: RECORD });
  if (started.type !== 'answer') throw new Error(started.error.message);
  const [page] = started.result.open;
  expect(page?.content).toMatchObject({ kind: 'user-dialog' });
  expect(page?.task.record).toEqual(RECORD);

  const answered = await alice.command({
    type: 'task.complete',
    task: page?.task.id ?? '',
    submission: { kind: 'user-dialog', answers: ['yes'] },
  });
  expect(answered).toMatchObject({ type: 'answer', result: { open: [], ended: false } });

  const seen = await bob.until(() => bob.events.find(({ event }) => event.type === 'task.upserted'));
  if (seen.event.type !== 'task.upserted') throw new Error('unreachable');
  const { task } = seen.event;
  expect(task).toMatchObject({
    title: 'Call them',
    performer: { user: null, role: { id: 'sales', name: 'Sales' } },
  });

  const done = await bob.command({
    type: 'task.complete',
    task: task.id,
    submission: { kind: 'perform-task', result: 'done', details: 'they are happy' },
  });
  if (done.type !== 'answer') throw new Error(done.error.message);
  expect(done.result.ended).toBe(true);
  const removed = await alice.until(() =>
    alice.events.find(({ event }) => event.type === 'task.removed' && event.task === task.id),
  );
  expect(removed.event).toMatchObject({ end: { reason: 'completed', by: { id: 'bob', name: 'Bob Brown' } } });
  alice.drop();
  bob.drop();
});

test('health tells anybody whether the server works and where people sign in', async () => {
  const response = await fetch(`${server.url}/health`);
  const health = Health.parse(await response.json());
  expect(response.status).toBe(200);
  expect(health).toMatchObject({
    status: 'ok',
    protocol: PROTOCOL_VERSION,
    signIn: { issuer: `${server.url}/oidc` },
  });
});

test('the REST addresses are described at /docs and in docs/rest.md', async () => {
  const document = await (await fetch(`${server.url}/docs/json`)).json();
  const paths = Object.keys((document as { paths: object }).paths).sort();
  expect(paths).toEqual([
    '/api/accounts/{id}/revoke',
    '/api/activity-categories',
    '/api/assignees',
    '/api/bulks/{id}',
    '/api/calendar-address',
    '/api/cases',
    '/api/cases/{id}/change',
    '/api/cases/{id}/move',
    '/api/cases/{id}/moves/{stage}',
    '/api/cases/{id}/settle',
    '/api/cases/{id}/steps',
    '/api/cases/{id}/steps/{step}',
    '/api/connections',
    '/api/external-tasks/fetch',
    '/api/external-tasks/{instance}/{step}/complete',
    '/api/external-tasks/{instance}/{step}/fail',
    '/api/instances',
    '/api/instances.csv',
    '/api/instances/cancel',
    '/api/instances/{id}',
    '/api/instances/{id}/cancel',
    '/api/instances/{id}/retry',
    '/api/instances/{id}/steps/{step}/reassign',
    '/api/instances/{id}/steps/{step}/retry',
    '/api/instances/{id}/steps/{step}/skip',
    '/api/instances/{id}/steps/{step}/trace',
    '/api/instances/{id}/variables/{name}',
    '/api/instances/{id}/waiting',
    '/api/library',
    '/api/me',
    '/api/messages',
    '/api/processes',
    '/api/processes/check',
    '/api/processes/deploy',
    '/api/processes/{key}',
    '/api/processes/{key}/actual',
    '/api/processes/{key}/board',
    '/api/processes/{key}/figures',
    '/api/processes/{key}/impact',
    '/api/processes/{key}/settings',
    '/api/processes/{key}/start',
    '/api/processes/{key}/start-all',
    '/api/processes/{key}/start-many',
    '/api/processes/{key}/state',
    '/api/processes/{key}/versions',
    '/api/processes/{key}/versions/{version}',
    '/api/signals',
    '/api/statistics',
    '/api/steps/reassign',
    '/api/systems',
    '/api/systems/{id}',
    '/api/systems/{id}/connection',
    '/api/systems/{id}/connection/check',
    '/api/systems/{id}/webhook',
    '/api/tasks',
    '/api/tasks/{task}/attachments',
    '/api/tasks/{task}/attachments/{id}',
    '/api/tokens',
    '/api/tokens/{id}',
    '/api/views',
    '/api/views/{id}',
    '/api/webhooks',
    '/calendar/{name}',
    '/health',
    '/hooks/records/{system}',
    '/link',
    '/metrics',
  ]);
  const text = readFileSync(new URL('../docs/rest.md', import.meta.url), 'utf8');
  const described = new Set([...text.matchAll(/`[A-Z]+ (\/[^`\s]+)`/g)].map(([, path]) => path));
  expect([...described].sort()).toEqual(paths);
});

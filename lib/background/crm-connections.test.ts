import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DATABASE_NAME } from '../cache/database.ts';
import { wireError } from '../protocol/index.ts';
import { settled } from '../testing/ports.ts';
import { BOX, errorOf, Stage } from '../testing/stage.ts';

const connection = {
  ...{ system: 'a/b', kind: 'redmine', settings: { baseUrl: 'https://desk.example' }, hasSecret: true },
  ...{ checkedAt: null, problem: null, signedInAs: null },
};
const webhook = { system: 'a/b', createdAt: '2026-03-11T10:40:00Z', lastAt: null };
const system = { id: 'a/b', kind: 'redmine', name: 'Desk', origins: ['https://desk.example'] };

let stage: Stage;
let calls: { method: string; path: string; body: unknown }[];
let answers: Record<string, unknown>;

beforeEach(async () => {
  calls = [];
  answers = {
    'GET /api/systems': [system],
    'GET /api/connections': [connection],
    'GET /api/webhooks': [webhook],
    'PUT /api/systems/a%2Fb/connection': connection,
    'POST /api/systems/a%2Fb/connection/check': { ...connection, signedInAs: 'server' },
    'DELETE /api/systems/a%2Fb/connection': { done: true },
    'PUT /api/systems/a%2Fb/webhook': { ...webhook, token: 'tlh_secret' },
    'DELETE /api/systems/a%2Fb/webhook': { done: true },
  };
  stage = await Stage.open();
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request = new Request(url, init);
    const { pathname: path } = new URL(url);
    const words = await request.text();
    calls.push({ method: request.method, path, body: words === '' ? null : JSON.parse(words) });
    return Response.json(answers[`${request.method} ${path}`]);
  });
  await stage.begin();
});
afterEach(() => {
  vi.unstubAllGlobals();
  stage.close();
});

it('asks for all that is known of the CRMs at once', async () => {
  expect(await stage.lives.page().call({ type: 'crms.list' })).toEqual({
    type: 'crms',
    crms: { systems: [system], connections: [connection], webhooks: [webhook] },
  });
});

it('brings a secret to the server, keeps it nowhere, and says none where the stored one stays', async () => {
  const page = stage.lives.page();
  const draft = { kind: 'redmine', settings: { baseUrl: 'https://desk.example' } };
  const saved = await page.call({ type: 'connection.save', system: 'a/b', ...draft, secret: 'very-secret' });
  expect(saved).toEqual({ type: 'connection', connection });
  await page.call({ type: 'connection.save', system: 'a/b', ...draft });
  expect(calls.map(({ body }) => body)).toEqual([{ ...draft, secret: 'very-secret' }, draft]);
  expect(await everythingKept()).not.toContain('very-secret');
});

it('checks and ends a connection, makes and ends a webhook', async () => {
  const page = stage.lives.page();
  expect(await page.call({ type: 'connection.check', system: 'a/b' })).toMatchObject({
    connection: { signedInAs: 'server' },
  });
  await page.request({ type: 'connection.remove', system: 'a/b' });
  expect(await page.call({ type: 'webhook.make', system: 'a/b' })).toEqual({
    type: 'webhook',
    webhook: { ...webhook, token: 'tlh_secret' },
  });
  await page.request({ type: 'webhook.remove', system: 'a/b' });
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/systems/a%2Fb/connection/check',
    'DELETE /api/systems/a%2Fb/connection',
    'PUT /api/systems/a%2Fb/webhook',
    'DELETE /api/systems/a%2Fb/webhook',
  ]);
});

it('does nothing of it for a frame over a CRM page', async () => {
  const { tab, host } = await stage.visit();
  host.say({ type: 'menu', box: BOX, selected: null });
  await settled();
  const frame = await stage.overlay(tab, host);
  for (const type of ['connection.check', 'connection.remove', 'webhook.make', 'webhook.remove'] as const)
    expect(await errorOf(frame.request({ type, system: 'a/b' }))).toMatchObject({
      code: 'message-malformed',
    });
  expect(await errorOf(frame.request({ type: 'crms.list' }))).toMatchObject({ code: 'message-malformed' });
  expect(calls).toEqual([]);
});

/** What the extension has stored anywhere, as text. */
async function everythingKept(): Promise<string> {
  const database = await openDB(DATABASE_NAME);
  const stores = await Promise.all([...database.objectStoreNames].map((name) => database.getAll(name)));
  database.close();
  const { local, session } = fakeBrowser.storage;
  const kept = JSON.stringify([stores, await local.get(null), await session.get(null)]);
  expect(kept.length).toBeGreaterThan(100);
  return kept;
}

it('tells why the server does not do it', async () => {
  const error = wireError('connection-failed', { system: 'a/b', problem: 'no' });
  answers = { 'POST /api/systems/a%2Fb/connection/check': error };
  expect(await errorOf(stage.lives.page().request({ type: 'connection.check', system: 'a/b' }))).toEqual(
    error,
  );
});

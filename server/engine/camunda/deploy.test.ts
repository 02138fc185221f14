import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { process } from '../testing/process.ts';
import { createCamundaEngine } from './engine.ts';

const KEY = 'test';
const files = { bpmn: process().start('in').task('a').end('out').path('in', 'a', 'out').xml(), forms: {} };
const engine = createCamundaEngine({ url: 'http://engine.example/engine-rest' });

/** What the engine was asked for: method and path. */
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (url: string, { method }: RequestInit) => {
    const { pathname } = new URL(url);
    asked.push(`${method} ${pathname}`);
    const definition = { id: 'test:1', key: KEY, version: 1 };
    return Response.json(
      method === 'POST' ? { id: 'd', deployedProcessDefinitions: { 'test:1': definition } } : [definition],
    );
  });
});
afterEach(() => vi.unstubAllGlobals());

it('a deployment sends the file, and keeps what it is called there', async () => {
  expect(await engine.deploy(files)).toMatchObject({ ok: true, process: { definition: { id: 'test:1' } } });
  expect(asked).toEqual(['POST /engine-rest/deployment/create', 'GET /engine-rest/process-definition']);
});

it('a check finds what cannot run there, and sends nothing', async () => {
  expect(await engine.check(files)).toMatchObject({ ok: true, process: { facts: { key: KEY } } });
  const calls = process().start('in').raw('<callActivity id="calls" calledElement="other" />').end('out');
  const bpmn = calls.path('in', 'calls', 'out').xml();
  expect(await engine.check({ bpmn, forms: {} })).toMatchObject({
    ok: false,
    findings: [{ element: 'calls', problem: expect.stringContaining('no call activity on a remote engine') }],
  });
  expect(asked).toEqual([]);
});

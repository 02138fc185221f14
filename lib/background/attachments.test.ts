import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wireError } from '../protocol/index.ts';
import { errorOf, Stage } from '../testing/stage.ts';

interface Call {
  method: string;
  path: string;
  headers: Headers;
  bytes: number[];
}

let stage: Stage;
let calls: Call[];
let answer: () => Response;

beforeEach(async () => {
  calls = [];
  answer = () => Response.json([]);
  stage = await Stage.open();
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request = new Request(url, init);
    const { pathname, search } = new URL(url);
    const bytes = [...new Uint8Array(await request.arrayBuffer())];
    calls.push({ method: request.method, path: pathname + search, headers: request.headers, bytes });
    return answer();
  });
  await stage.begin();
});
afterEach(() => {
  vi.unstubAllGlobals();
  stage.close();
});

const FILE = { type: 'attachment.add', task: 't/1', id: 'a', name: 'Größe & mehr.txt' } as const;

it('brings the bytes of a file to the server, in the person’s name', async () => {
  const page = stage.lives.page();
  await page.request({ ...FILE, data: btoa('\u0000\u00ffab') });
  await page.request({ type: 'attachment.remove', task: 't/1', id: 'a' });
  const path = '/api/tasks/t%2F1/attachments/a';
  expect(calls).toMatchObject([
    { method: 'PUT', path: `${path}?name=${encodeURIComponent(FILE.name)}`, bytes: [0, 255, 97, 98] },
    { method: 'DELETE', path, bytes: [] },
  ]);
  expect(calls[0]?.headers.get('content-type')).toBe('application/octet-stream');
  expect(calls[0]?.headers.get('authorization')).toMatch(/^Bearer token-/);
});

it('tells why the server does not take it', async () => {
  const error = wireError('task-unknown', { task: 't/1' });
  answer = () => Response.json(error, { status: 404 });
  expect(await errorOf(stage.lives.page().request({ ...FILE, data: '' }))).toEqual(error);
  answer = () => {
    throw new TypeError('no network');
  };
  expect(await errorOf(stage.lives.page().request({ ...FILE, data: '' }))).toMatchObject({
    code: 'server-unreachable',
  });
});

it('sends nothing that is no file', async () => {
  expect(await errorOf(stage.lives.page().request({ ...FILE, data: '?' }))).toMatchObject({
    code: 'message-malformed',
  });
  expect(calls).toEqual([]);
});

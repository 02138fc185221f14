import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Health, wireError } from '../protocol/index.ts';
import { settled } from '../testing/ports.ts';
import { Stage } from '../testing/stage.ts';

const HEALTH: Health = {
  ...{ status: 'ok', version: '1.2', protocol: 1, node: 'n' },
  signIn: { issuer: 'http://server.example', clientId: 'c', scope: 'openid', prompt: null },
};

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
  vi.stubGlobal('fetch', async () => Response.json(HEALTH));
});
afterEach(() => {
  vi.unstubAllGlobals();
  stage.close();
});

it('a diagnosis that is welcomed by the server brings a link back that was refused', async () => {
  stage.server.refusal = wireError('version-mismatch', { expected: 2, got: 1 });
  await stage.begin();
  const page = stage.lives.page();
  const status = page.watch({ kind: 'status' });
  await settled();
  expect(status.value).toMatchObject({ link: 'refused' });
  await page.request({ type: 'diagnosis.run' });
  await settled();
  expect(status.value).toMatchObject({ link: 'refused' });
  stage.server.refusal = null;
  await page.request({ type: 'diagnosis.run' });
  await settled();
  expect(status.value).toMatchObject({ link: 'live' });
});

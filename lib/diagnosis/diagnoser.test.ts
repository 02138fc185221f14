import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sites } from '../access/sites.ts';
import type { OpenTransport } from '../connection/transport.ts';
import { createTopics } from '../messaging/topics.ts';
import { type Health, type System, wireError } from '../protocol/index.ts';
import { siteOf } from '../sites/index.ts';
import { type FakeWorld, openWorld } from '../testing/browser.ts';
import { FakeAuth } from '../testing/fake-auth.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { SAMPLE_SYSTEM } from '../testing/samples.ts';
import { Diagnoser } from './diagnoser.ts';

const SERVER = 'http://server.example';
const HEALTH: Health = {
  ...{ status: 'ok', version: '1.2', protocol: 1, node: 'n' },
  signIn: { issuer: SERVER, clientId: 'c', scope: 'openid', prompt: null },
};

let world: FakeWorld;
let server: FakeServer;
let auth: FakeAuth;
let systems: System[];

beforeEach(() => {
  world = openWorld();
  server = new FakeServer();
  auth = new FakeAuth();
  systems = [SAMPLE_SYSTEM];
  world.granted.add('http://crm.example/*');
  answer(HEALTH);
});
afterEach(() => vi.unstubAllGlobals());

function answer(body: unknown): void {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body)));
}

async function states(socket: OpenTransport = server.transport): Promise<Record<string, string>> {
  const topics = createTopics();
  const diagnoser = new Diagnoser({
    ...{ server: () => SERVER, auth, topics, client: { name: 't', version: '1' }, cursor: () => null },
    sites: new Sites(() => systems, topics, { of: siteOf }),
    transports: { socket, http: server.transport },
  });
  await diagnoser.run();
  expect(diagnoser.diagnosis.running).toBe(false);
  const { links } = diagnoser.diagnosis;
  expect(JSON.stringify(links)).not.toContain('token-');
  return Object.fromEntries(links.map(({ link, state }) => [link, state]));
}

const WELL = {
  ...{ server: 'ok', version: 'ok', 'sign-in': 'ok' },
  ...{ socket: 'ok', fallback: 'ok', 'host-access': 'ok' },
};

describe('the diagnosis', () => {
  it('finds nothing when all is well', async () => {
    expect(await states()).toEqual(WELL);
  });

  it('names a server that does not answer, and what therefore cannot be known', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await states()).toEqual({
      ...{ server: 'failing', version: 'skipped', 'sign-in': 'ok' },
      ...{ socket: 'skipped', fallback: 'skipped', 'host-access': 'ok' },
    });
  });

  it('knows a process server from another one', async () => {
    answer({ hello: 'world' });
    expect(await states()).toMatchObject({ server: 'failing', socket: 'skipped' });
  });

  it('names a missing sign-in', async () => {
    auth.become({ signedIn: false, problem: null });
    expect(await states()).toMatchObject({ server: 'ok', 'sign-in': 'failing', socket: 'skipped' });
  });

  it('names a blocked socket while the fallback works', async () => {
    const blocked: OpenTransport = ({ onLost }) => {
      queueMicrotask(() =>
        onLost(wireError('server-unreachable', { server: SERVER, problem: 'a closed socket' })),
      );
      return { send: () => undefined, close: () => undefined };
    };
    expect(await states(blocked)).toEqual({ ...WELL, socket: 'failing' });
  });

  it('names another version', async () => {
    answer({ ...HEALTH, protocol: 2 });
    server.refusal = wireError('version-mismatch', { expected: 2, got: 1 });
    expect(await states()).toMatchObject({ version: 'failing', socket: 'failing', fallback: 'failing' });
  });

  it('names the sites that were not allowed', async () => {
    world.granted.clear();
    expect(await states()).toEqual({ ...WELL, 'host-access': 'failing' });
    systems = [];
    expect(await states()).toEqual({ ...WELL, 'host-access': 'unknown' });
  });
});

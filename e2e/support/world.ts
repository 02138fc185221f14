import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { CrmName, RunningCrm } from '../../demo/crms/crm.ts';
import { crmKind } from '../../demo/crms/index.ts';
import { type Api, connectApi } from '../../scripts/start/api.ts';
import { deployAll, registerSystems } from '../../scripts/start/deploy.ts';
import { portFrom } from '../../scripts/start/ports.ts';
import { type ServerProcess, startServer } from '../../scripts/start/server.ts';
import { crmIsHere, startCrm } from './crms.ts';
import type { Setup } from './driver.ts';
import { arrive, type Person } from './person.ts';
import type { Policy } from './policy.ts';

/** What the tests of one file play in: a process server of their own, CRMs, and people with browsers. */
export interface World {
  server: WorldServer;
  /** A running CRM; throws where it cannot be had. */
  crm(name: CrmName): RunningCrm;
  /** Somebody who is signed in and may see the CRMs; the same person throughout the file. */
  person(login: string): Promise<Person>;
  /** Somebody with a browser of their own who is signed in; no CRM is allowed. */
  visitor(login: string, policy?: Policy): Promise<Person>;
}

export interface WorldServer {
  port: number;
  url: string;
  /** The REST interface, as somebody who is signed in. */
  as(login: string): Promise<Api>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Starts it again: same address, same data. */
  start(): Promise<void>;
}

interface WorldOptions {
  crms?: readonly CrmName[];
  /** Optional permissions that people have given to the extension. */
  allowed?: readonly string[];
  /** Settings of the server. */
  env?: Record<string, string>;
}

/**
 * Makes the world before the tests of this file and takes it down after them.
 *
 * ```ts
 * const world = useWorld({ crms: ['tryton'] });
 * it('[M20] …', async () => {
 *   const alice = await world.person('alice');
 *   const page = await alice.onPage(world.crm('tryton').recordUrl);
 * ```
 */
export function useWorld({ crms = ['demo'], env = {}, allowed = [] }: WorldOptions = {}): World {
  const running = new Map<CrmName, RunningCrm>();
  const people = new Map<string, Promise<Person>>();
  const visitors: Promise<Person>[] = [];
  let server: RestartableServer | null = null;
  const theServer = () => server ?? fail('the server is there only while tests run');

  beforeAll(async () => {
    for (const name of crms) if (await crmIsHere(name)) running.set(name, await startCrm(name));
    server = await startWorldServer(env);
    const admin = await server.as('admin');
    await registerSystems(
      admin,
      [...running.values()].map((crm) => ({ crm, name: crmKind(crm.kind).name })),
    );
    await deployAll(admin);
  });
  afterAll(async () => {
    const all = await Promise.allSettled([...people.values(), ...visitors]);
    await Promise.all(all.map((one) => one.status === 'fulfilled' && one.value.leave()));
    await server?.stop();
    await Promise.all([...running.values()].map((crm) => crm.stop()));
  });

  return {
    get server() {
      return theServer();
    },
    crm: (name) => running.get(name) ?? fail(`${name} runs here`),
    person(login) {
      const known = people.get(login) ?? welcome(login, theServer().port, [...running.values()], { allowed });
      people.set(login, known);
      return known;
    },
    visitor(login, policy) {
      const visitor = welcome(login, theServer().port, [], { allowed, ...(policy && { policy }) });
      visitors.push(visitor);
      return visitor;
    },
  };
}

async function welcome(
  login: string,
  port: number,
  crms: readonly RunningCrm[],
  setup: Setup,
): Promise<Person> {
  const person = await arrive(login, port, setup);
  await person.signIn();
  for (const crm of crms) {
    await person.allow(crm.origin);
    const page = await person.driver.browser.newPage();
    await crm.login(page);
    await page.close();
  }
  return person;
}

interface RestartableServer extends WorldServer {
  stop(): Promise<void>;
}

async function startWorldServer(env: Record<string, string>): Promise<RestartableServer> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-e2e-'));
  const port = await portFrom(0);
  const options = { port, data: folder, log: join(folder, 'server.log'), env };
  let process: ServerProcess = await startServer(options);
  return {
    port,
    url: process.url,
    as: (login) => connectApi(process.url, login),
    kill: () => process.kill(),
    async start() {
      process = await startServer(options);
    },
    async stop() {
      await process.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

function fail(expected: string): never {
  throw new Error(`Expected that ${expected}, got that it does not.`);
}

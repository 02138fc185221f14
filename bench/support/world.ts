import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrive, type Person } from '../../e2e/support/person.ts';
import { type Api, connectApi } from '../../scripts/start/api.ts';
import { deployAll } from '../../scripts/start/deploy.ts';
import { portFrom } from '../../scripts/start/ports.ts';
import { type ServerProcess, startServer } from '../../scripts/start/server.ts';
import { type BenchSite, startSite } from './site.ts';

/** A process server, the made-up CRM page, and one person in Chromium who is signed in and may see it. */
export interface BenchWorld {
  server: ServerProcess;
  admin: Api;
  site: BenchSite;
  alice: Person;
  close(): Promise<void>;
}

/** The id under which the server knows the made-up CRM. */
export const SYSTEM = 'bench';

/** Starts all of it afresh, in folders of its own. */
export async function startBenchWorld(): Promise<BenchWorld> {
  process.env.BROWSER = 'chrome';
  const site = await startSite();
  const server = await startBenchServer();
  const admin = await connectApi(server.url, 'admin');
  await admin.put('/systems', [{ id: SYSTEM, kind: site.kind, name: 'Bench', origins: [site.origin] }]);
  await deployAll(admin);
  const alice = await arrive('alice', Number(new URL(server.url).port));
  await alice.signIn();
  await alice.allow(site.origin);
  return {
    server,
    admin,
    site,
    alice,
    async close() {
      await alice.leave();
      await server.stop();
      await site.close();
    },
  };
}

/** A process server with a database of its own. */
export async function startBenchServer(env: Record<string, string> = {}): Promise<ServerProcess> {
  const data = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const server = await startServer({ port: await portFrom(0), data, log: join(data, 'server.log'), env });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

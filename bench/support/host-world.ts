import type { CrmName, RunningCrm } from '../../demo/crms/crm.ts';
import { CRMS, crmKind } from '../../demo/crms/index.ts';
import { deployCase } from '../../e2e/support/cases.ts';
import { startCrm } from '../../e2e/support/crms.ts';
import type { Driver, Target } from '../../e2e/support/driver.ts';
import { arrive } from '../../e2e/support/person.ts';
import { CaseDefinition } from '../../lib/cases/definition.ts';
import { siteOf } from '../../lib/sites/index.ts';
import type { SiteAdapter } from '../../lib/sites/schema.ts';
import { connectApi } from '../../scripts/start/api.ts';
import { deployAll, registerSystems } from '../../scripts/start/deploy.ts';
import { startBenchServer } from './world.ts';

/** A real CRM, a process server that knows it and a case of its first record, and somebody's browser with the extension. */
export interface HostWorld {
  crm: RunningCrm;
  site: SiteAdapter;
  ours: Driver;
  /** Signs another browser in to the CRM. */
  enter(driver: Driver): Promise<void>;
  close(): Promise<void>;
}

/** The CRMs that are asked for and run here; says why others do not. */
export async function crmsHere(on: readonly string[] | null): Promise<CrmName[]> {
  const here: CrmName[] = [];
  for (const crm of Object.values(CRMS)) {
    if (on && !on.includes(crm.kind)) continue;
    const why = await crm.missing();
    if (why) console.error(`${crm.name} is left out. ${why}`);
    else here.push(crm.kind);
  }
  return here;
}

/** Starts all of it. The CRM's data are those of the end-to-end tests; the server's are its own. */
export async function startHostWorld(name: CrmName, target: Target): Promise<HostWorld> {
  process.env.BROWSER = target;
  const kind = crmKind(name);
  const site = siteOf(name);
  if (!site) throw new Error(`Expected an adapter for ${name}, got none.`);
  await kind.install((line) => console.error(line));
  const crm = await startCrm(name);
  const server = await startBenchServer();
  const admin = await connectApi(server.url, 'admin');
  await registerSystems(admin, [{ crm, name: kind.name }]);
  await deployAll(admin);
  await beginCase(crm, admin, await connectApi(server.url, 'alice'));
  const alice = await arrive('alice', Number(new URL(server.url).port));
  const enter = async (driver: Driver) => {
    const page = await driver.browser.newPage();
    await crm.login(page);
    await page.close();
  };
  await alice.signIn();
  await alice.allow(crm.origin);
  await enter(alice.driver);
  return {
    ...{ crm, site, enter, ours: alice.driver },
    async close() {
      await alice.leave();
      await server.stop();
      await crm.stop();
    },
  };
}

type Api = Awaited<ReturnType<typeof connectApi>>;

async function beginCase(crm: RunningCrm, admin: Api, alice: Api): Promise<void> {
  const [first] = Object.entries(crm.records);
  if (!first) throw new Error(`Expected a record of ${crm.kind}, got none.`);
  const [type, { id, title, url }] = first;
  const definition = CaseDefinition.parse({
    ...{ format: 'throughline-case/1', key: 'bench-case', name: 'Bench' },
    ...{ section: `${crm.kind}:${type}`, stageField: 'status' },
    stages: [
      ...['1', '2', '3', '4'].map((value) => ({ id: `stage-${value}`, name: `Stage ${value}`, value })),
      { id: 'over', name: 'Over', value: '5', end: 'successful' },
    ],
  });
  await deployCase(admin, definition);
  const record = { system: crm.kind, type, id, title: title ?? id, url };
  await alice.post('/cases', { process: definition.key, record });
}
